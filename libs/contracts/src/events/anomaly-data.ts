import 'reflect-metadata';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsIn,
  IsInt,
  IsNotEmpty,
  IsObject,
  IsString,
  Matches,
  MaxLength,
  Min,
  ValidateNested,
} from 'class-validator';
import { RECOVERY_ACTIONS, type FailureClass, type RecoveryAction } from '../healing';
import { RuleEvidence, SeriesEvidence, type AnomalyEvidence } from './anomaly-evidence';
import {
  AnomalySeries,
  BaselineValue,
  EffectSize,
  ObservedValue,
  Sufficiency,
  SuspectedChange,
} from './anomaly-measures';
import { IsTime, MayBeAbsent, MayBeNull } from './field-rules';
import {
  ANOMALY_STATUSES,
  FAILURE_CLASSES,
  FAILURES,
  SEVERITIES,
  type AnomalyStatus,
  type Failure,
  type Severity,
} from './vocabulary';

/** Data of `ai.tacet.anomaly.*`: the whole anomaly at one revision. The highest revision of an id stands. */
export class AnomalyData {
  @IsString()
  @IsNotEmpty()
  @MaxLength(128)
  id!: string;

  /** 1 when opened; one more with every event. */
  @IsInt()
  @Min(1)
  revision!: number;

  @IsString()
  @IsNotEmpty()
  @MaxLength(64)
  detector!: string;

  @IsString()
  @IsNotEmpty()
  @MaxLength(32)
  detectorVersion!: string;

  @IsIn([...FAILURES])
  failure!: Failure;

  @IsIn([...FAILURE_CLASSES])
  class!: FailureClass;

  @IsIn([...SEVERITIES])
  severity!: Severity;

  @IsIn([...ANOMALY_STATUSES])
  status!: AnomalyStatus;

  @IsObject()
  @ValidateNested()
  @Type(() => AnomalySeries)
  series!: AnomalySeries;

  /** When it began, in event time. */
  @IsTime()
  onset!: string;

  /** When this revision was detected, in event time. */
  @IsTime()
  detectedAt!: string;

  @MayBeAbsent()
  @IsTime()
  resolvedAt?: string;

  @MayBeNull()
  @IsObject()
  @ValidateNested()
  @Type(() => ObservedValue)
  observed!: ObservedValue | null;

  @MayBeNull()
  @IsObject()
  @ValidateNested()
  @Type(() => BaselineValue)
  baseline!: BaselineValue | null;

  @MayBeNull()
  @IsObject()
  @ValidateNested()
  @Type(() => EffectSize)
  effect!: EffectSize | null;

  @IsObject()
  @ValidateNested()
  @Type(() => Object, {
    keepDiscriminatorProperty: true,
    discriminator: {
      property: 'kind',
      subTypes: [
        { name: 'series', value: SeriesEvidence },
        { name: 'rule', value: RuleEvidence },
      ],
    },
  })
  evidence!: AnomalyEvidence;

  @IsArray()
  @ArrayMaxSize(10)
  @Matches(/^[0-9a-f]{32}$/, { each: true })
  exampleTraceIds!: string[];

  @IsArray()
  @ArrayMaxSize(10)
  @Matches(/^[0-9a-f]{16}$/, { each: true })
  exampleSpanIds!: string[];

  /** The earliest step that explains it: failed, empty, or the first unlike the agent's usual order. */
  @MayBeAbsent()
  @Matches(/^[0-9a-f]{16}$/)
  firstDivergentSpanId?: string;

  @MayBeAbsent()
  @IsObject()
  @ValidateNested()
  @Type(() => SuspectedChange)
  suspectedChange?: SuspectedChange;

  @IsIn([...RECOVERY_ACTIONS])
  recommendedRecovery!: RecoveryAction;

  /** One or two sentences for a person, without any prompt or completion text. */
  @IsString()
  @MaxLength(1000)
  explanation!: string;

  @IsObject()
  @ValidateNested()
  @Type(() => Sufficiency)
  sufficiency!: Sufficiency;
}
