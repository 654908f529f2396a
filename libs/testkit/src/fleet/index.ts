export { countSpans, Fleet } from './fleet';
export type { FleetAgent, FleetMessage, FleetOptions } from './fleet';
export type { FleetDialect } from './agent-profile';
export { defaultInjections } from './injection';
export type { Injection, InjectionKind } from './injection';
export { failsPlausibly, identicalCallsMax, tokensOf } from './turn-script';
export type { LlmStep, ToolOutcome, ToolStep, TurnScript } from './turn-script';
