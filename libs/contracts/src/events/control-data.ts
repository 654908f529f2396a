import 'reflect-metadata';
import { Type } from 'class-transformer';
import { IsNotEmpty, IsNumber, IsObject, IsString, MaxLength, Min, ValidateNested } from 'class-validator';
import { IsTime, MayBeAbsent } from './field-rules';

/** Which series a control is about: every field given must be equal, a field left out means any. */
export class ControlScope {
  @MayBeAbsent()
  @IsString()
  @MaxLength(128)
  env?: string;

  @MayBeAbsent()
  @IsString()
  @MaxLength(128)
  service?: string;

  @MayBeAbsent()
  @IsString()
  @MaxLength(128)
  agent?: string;

  @MayBeAbsent()
  @IsString()
  @MaxLength(128)
  tool?: string;

  @MayBeAbsent()
  @IsString()
  @MaxLength(128)
  detector?: string;
}

/** What every control says: whose it is, and who gave it why. */
abstract class SignedControl {
  @IsString()
  @IsNotEmpty()
  @MaxLength(128)
  tenant!: string;

  @IsString()
  @IsNotEmpty()
  @MaxLength(128)
  by!: string;

  @MayBeAbsent()
  @IsString()
  @MaxLength(500)
  note?: string;
}

/** Data of `ai.tacet.control.acknowledge`: somebody looks after this anomaly. */
export class AcknowledgeData extends SignedControl {
  @IsString()
  @IsNotEmpty()
  @MaxLength(128)
  anomalyId!: string;
}

/** Data of `ai.tacet.control.accept`: what this anomaly shows is the new normal; the baseline is learned anew. */
export class AcceptData extends SignedControl {
  @IsString()
  @IsNotEmpty()
  @MaxLength(128)
  anomalyId!: string;
}

/** Data of `ai.tacet.control.mute`: open no anomaly within the scope before `until`; learning goes on. */
export class MuteData extends SignedControl {
  @IsObject()
  @ValidateNested()
  @Type(() => ControlScope)
  scope!: ControlScope;

  @IsTime()
  until!: string;
}

/** Data of `ai.tacet.control.calendar`: in [from, to) no alarm budget is spent and nothing is learned. */
export class CalendarData extends SignedControl {
  @IsString()
  @IsNotEmpty()
  @MaxLength(128)
  name!: string;

  @IsObject()
  @ValidateNested()
  @Type(() => ControlScope)
  scope!: ControlScope;

  @IsTime()
  from!: string;

  @IsTime()
  to!: string;
}

/** Data of `ai.tacet.control.budget`: what a tenant tolerates. A field left out keeps its value. */
export class BudgetData extends SignedControl {
  @IsObject()
  @ValidateNested()
  @Type(() => ControlScope)
  scope!: ControlScope;

  /** False alarms per week over all series of the tenant. */
  @MayBeAbsent()
  @IsNumber()
  @Min(0)
  falseAlarmsPerWeek?: number;

  /** US dollars per calendar month (UTC) within the scope. */
  @MayBeAbsent()
  @IsNumber()
  @Min(0)
  costUsdPerMonth?: number;
}

export type ControlData = AcknowledgeData | AcceptData | MuteData | CalendarData | BudgetData;
