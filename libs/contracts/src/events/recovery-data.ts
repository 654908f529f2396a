import 'reflect-metadata';
import { IsBoolean, IsIn, IsInt, IsNotEmpty, IsString, MaxLength, Min } from 'class-validator';
import { RECOVERY_ACTIONS, type FailureClass, type RecoveryAction } from '../healing';
import { IsTime, MayBeAbsent } from './field-rules';
import {
  FAILURE_CLASSES,
  FAILURES,
  RECOVERY_STATUSES,
  SEVERITIES,
  type Failure,
  type RecoveryStatus,
  type Severity,
} from './vocabulary';

/**
 * Data of `ai.tacet.recovery.*`: one command to an agent or its operator, and later what became of it. The
 * highest revision of an id stands. Act only on `commanded`, only before `expiresAt`, and never on a dry run.
 */
export class RecoveryData {
  /** Stable: made of incident, action and attempt. */
  @IsString()
  @IsNotEmpty()
  @MaxLength(128)
  id!: string;

  /** 1 for the command, 2 for its end. */
  @IsInt()
  @Min(1)
  revision!: number;

  @IsIn([...RECOVERY_STATUSES])
  status!: RecoveryStatus;

  @IsString()
  @IsNotEmpty()
  @MaxLength(128)
  incidentId!: string;

  /** The anomaly that the incident was opened for. */
  @IsString()
  @IsNotEmpty()
  @MaxLength(128)
  anomalyId!: string;

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

  @IsIn([...FAILURES])
  failure!: Failure;

  @IsIn([...FAILURE_CLASSES])
  class!: FailureClass;

  @IsIn([...SEVERITIES])
  severity!: Severity;

  @IsIn([...RECOVERY_ACTIONS])
  action!: RecoveryAction;

  /** What the action is applied to: a tool, a model or a version; '' when it needs none. */
  @IsString()
  @MaxLength(256)
  target!: string;

  /** 1 to `attemptsMax`; the escalation to a person after them is `attemptsMax + 1`. */
  @IsInt()
  @Min(1)
  attempt!: number;

  @IsInt()
  @Min(1)
  attemptsMax!: number;

  /** The attempts are used up and the symptom is still there: a person has to decide. */
  @IsBoolean()
  escalation!: boolean;

  /** True unless an operator allowed this action: then subscribers only log it. */
  @IsBoolean()
  dryRun!: boolean;

  /** When the failure began. */
  @IsTime()
  onset!: string;

  /** When the incident was opened. */
  @IsTime()
  openedAt!: string;

  @IsTime()
  issuedAt!: string;

  @IsTime()
  expiresAt!: string;

  /** When the symptom was seen to be gone, or the command ran out. */
  @MayBeAbsent()
  @IsTime()
  endedAt?: string;

  @IsString()
  @MaxLength(1000)
  reason!: string;
}
