export { TurnAssembler, type ClosedTurn, type TurnCounters } from './turn-assembler';
export { TURN_ASSEMBLER_DEFAULTS, type TurnAssemblerOptions } from './turn-options';
export { marksOf, type TurnMark } from './turn-marks';
