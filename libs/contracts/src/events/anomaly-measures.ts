import 'reflect-metadata';
import { IsBoolean, IsIn, IsNotEmpty, IsNumber, IsString, MaxLength, Min } from 'class-validator';
import { MayBeAbsent } from './field-rules';
import { CHANGE_KINDS, type ChangeKind } from './vocabulary';

/** Which series it is about. A dimension that the series does not have is ''. */
export class AnomalySeries {
  @IsString()
  @MaxLength(128)
  tenant!: string;

  @IsString()
  @MaxLength(128)
  env!: string;

  @IsString()
  @MaxLength(128)
  service!: string;

  @IsString()
  @MaxLength(128)
  agent!: string;

  @IsString()
  @MaxLength(128)
  agentVersion!: string;

  @IsString()
  @MaxLength(128)
  model!: string;

  @IsString()
  @MaxLength(128)
  tool!: string;

  /** Kind of step, where the series is about one kind only. */
  @IsString()
  @MaxLength(128)
  stepKind!: string;

  @IsString()
  @IsNotEmpty()
  @MaxLength(128)
  signal!: string;
}

/** What was seen since the onset, with its interval (about 90 %). */
export class ObservedValue {
  @IsNumber()
  value!: number;

  @IsNumber()
  low!: number;

  @IsNumber()
  high!: number;

  @IsString()
  @MaxLength(64)
  unit!: string;
}

/** What was normal before, in the unit of the observed value. */
export class BaselineValue {
  @IsNumber()
  value!: number;

  @IsString()
  @MaxLength(64)
  unit!: string;
}

/** Observed over expected, with its interval (about 90 %), and bad units beyond the expected since the onset. */
export class EffectSize {
  @IsNumber()
  @Min(0)
  ratio!: number;

  @IsNumber()
  @Min(0)
  low!: number;

  @IsNumber()
  @Min(0)
  high!: number;

  @IsNumber()
  excess!: number;
}

/** A change of the agent shortly before the onset. */
export class SuspectedChange {
  @IsIn([...CHANGE_KINDS])
  kind!: ChangeKind;

  @IsString()
  @IsNotEmpty()
  @MaxLength(256)
  value!: string;
}

/** Whether the source records enough to compute this; the reason names the missing signal. */
export class Sufficiency {
  @IsBoolean()
  computable!: boolean;

  @MayBeAbsent()
  @IsString()
  @MaxLength(256)
  reason?: string;
}
