import 'reflect-metadata';
import { IsIn, IsNotEmpty, IsString, MaxLength } from 'class-validator';
import { IsTime, MayBeAbsent } from './field-rules';
import { OUTCOME_STATUSES, type OutcomeStatus } from './vocabulary';

/** Data of `ai.tacet.recovery.outcome`: an agent's or operator's answer to one command. */
export class OutcomeData {
  @IsString()
  @IsNotEmpty()
  @MaxLength(128)
  commandId!: string;

  @IsString()
  @IsNotEmpty()
  @MaxLength(128)
  incidentId!: string;

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

  /** `acknowledged` seen, `applied` done, `rejected` will not be done, `failed` was tried in vain. */
  @IsIn([...OUTCOME_STATUSES])
  status!: OutcomeStatus;

  @IsTime()
  at!: string;

  /** For the record, without prompt or completion text. */
  @MayBeAbsent()
  @IsString()
  @MaxLength(500)
  note?: string;
}
