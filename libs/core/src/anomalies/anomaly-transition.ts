import { type AnomalyFacts } from '@tacet/contracts';

/**
 * One step in an anomaly's life, complete at its revision: `anomalyEvent` of the contracts puts it on the wire.
 * The highest revision of an id stands. An id may open again with a higher revision: the same incident came back
 * within the merge time.
 */
export type AnomalyTransition = AnomalyFacts;
