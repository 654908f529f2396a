export { binLowerBound, binMidpoint, binOf, MANTISSA_BITS, VALUE_MAX } from './log-linear-bins';
export { LogLinearHistogram } from './log-linear-histogram';
