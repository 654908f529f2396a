const BAR_HEIGHT = 4;

/** Dashed lines at what happened, and a bar along the top for as long as it lasted. */
export function drawAnnotations(plot, annotations, colorNamed) {
  const { ctx, bbox } = plot;
  ctx.save();
  ctx.beginPath();
  ctx.rect(bbox.left, bbox.top, bbox.width, bbox.height);
  ctx.clip();
  for (const { timeMs, timeEndMs, color } of annotations) {
    const stroke = colorNamed(color);
    const from = plot.valToPos(timeMs / 1000, 'x', true);
    if (timeEndMs !== null) {
      const to = plot.valToPos(timeEndMs / 1000, 'x', true);
      ctx.globalAlpha = 0.35;
      ctx.fillStyle = stroke;
      ctx.fillRect(from, bbox.top, to - from, BAR_HEIGHT * devicePixelRatio);
    }
    ctx.globalAlpha = 0.9;
    ctx.strokeStyle = stroke;
    ctx.lineWidth = devicePixelRatio;
    ctx.setLineDash([4 * devicePixelRatio, 3 * devicePixelRatio]);
    ctx.beginPath();
    ctx.moveTo(from, bbox.top);
    ctx.lineTo(from, bbox.top + bbox.height);
    ctx.stroke();
  }
  ctx.restore();
}

/** Annotations whose line is within some pixels of a place on the time axis. */
export function annotationsNear(plot, left, pixels) {
  return plot.view.annotations.filter(
    ({ timeMs }) => Math.abs(plot.valToPos(timeMs / 1000, 'x') - left) <= pixels,
  );
}
