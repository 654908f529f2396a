import { selected } from '../board-variables';
import { histogramQuantile } from '../histogram-quantile';

/** Quantiles of turn durations in ms, from merged histograms: exact to 1/64, over all agents selected. */
export const TURN_DURATION = `
  SELECT
    $__timeInterval(window_start) AS time,
    ${histogramQuantile(0.5)} AS p50,
    ${histogramQuantile(0.95)} AS p95
  FROM windows FINAL
  WHERE signal = 'turns' AND $__timeFilter(window_start) AND ${selected()}
  GROUP BY time
  ORDER BY time`;
