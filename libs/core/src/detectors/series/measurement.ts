import { meanInterval, ratioInterval, FRONT_ENDS, type FrontEndName, type Incident } from '../../statistics';
import { type RankReference } from './rank-reference';

/** How large an incident is, in the units people use. */
export interface SeriesMeasurement {
  observed: { value: number; low: number; high: number; unit: string };
  baseline: { value: number; unit: string };
  /** `excess`: units beyond what the baseline expected since the onset; below 0 when fewer. */
  effect: { ratio: number; low: number; high: number; excess: number };
  /** Size of the excess per hour since the onset. */
  excessPerHour: number;
}

/** Measures an incident at the end of minute `minute`. Needs exposure since the onset. */
export function measureIncident(
  frontEnd: FrontEndName,
  incident: Incident,
  minute: number,
  reference: RankReference | null,
): SeriesMeasurement {
  const hours = Math.max(1, minute + 1 - incident.onsetMinute) / 60;
  if (frontEnd === 'rank' && reference) return measureCost(incident, hours, reference);
  return frontEnd === 'count' ? measureVolume(incident, hours) : measureShare(incident, hours);
}

function measureShare(incident: Incident, hours: number): SeriesMeasurement {
  const { mean, dispersion } = incident.baseline;
  const effect = ratioInterval(incident.marks, incident.exposure * mean, dispersion);
  const unit = 'share of turns';
  const bounded = (ratio: number): number => Math.min(1, ratio * mean);
  return {
    observed: { value: bounded(effect.ratio), low: bounded(effect.low), high: bounded(effect.high), unit },
    baseline: { value: mean, unit },
    effect: { ...effect, excess: incident.excess },
    excessPerHour: incident.excess / hours,
  };
}

/** Volumes are compared with what the season expects of just these hours. */
function measureVolume(incident: Incident, hours: number): SeriesMeasurement {
  const { mean, dispersion } = incident.baseline;
  const expected = incident.exposure * mean;
  const effect = ratioInterval(incident.marks, expected, dispersion);
  const perHour = expected / hours;
  const unit = 'turns per hour';
  return {
    observed: {
      value: effect.ratio * perHour,
      low: effect.low * perHour,
      high: effect.high * perHour,
      unit,
    },
    baseline: { value: perHour, unit },
    effect: { ...effect, excess: incident.excess },
    excessPerHour: incident.excess / hours,
  };
}

/** Ranks are turned back into money: by how much must usual costs be multiplied to rank like these? */
function measureCost(incident: Incident, hours: number, reference: RankReference): SeriesMeasurement {
  const { mean, dispersion } = incident.baseline;
  const ranks = meanInterval(
    incident.marks,
    incident.exposure,
    FRONT_ENDS.rank.unitVariance(mean),
    dispersion,
  );
  const usualFactor = reference.factorOfMeanRank(mean);
  const ratioOf = (meanRank: number): number => reference.factorOfMeanRank(meanRank) / usualFactor;
  const [ratio, low, high] = [ratioOf(ranks.mean), ratioOf(ranks.low), ratioOf(ranks.high)];
  const median = reference.median * usualFactor * USD_PER_MICRO;
  const excess = (ratio - 1) * reference.mean * usualFactor * incident.exposure * USD_PER_MICRO;
  const unit = 'US dollars per turn (median)';
  return {
    observed: { value: ratio * median, low: low * median, high: high * median, unit },
    baseline: { value: median, unit },
    effect: { ratio, low, high, excess },
    excessPerHour: excess / hours,
  };
}

const USD_PER_MICRO = 1e-6;
