export { murmur3x86Of128, type Hash128 } from './murmur3';
export { stableId } from './stable-id';
