export { bindVariables, type BoundQuery } from './bind-variables';
export { expandMacros } from './expand-macros';
export { interpolateVariables } from './interpolate-variables';
export { type QueryContext } from './query-context';
export { type VariableValues } from './replace-variables';
