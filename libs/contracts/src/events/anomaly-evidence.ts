import 'reflect-metadata';
import { Equals, IsInt, IsNotEmpty, IsNumber, IsString, MaxLength, Min } from 'class-validator';
import { IsNumberRecord } from './field-rules';

/** Why a statistical detector opened: its evidence against "nothing changed", beside what it needed. */
export class SeriesEvidence {
  @Equals('series')
  kind!: 'series';

  /** The e-detector's statistic: how many times likelier the data are under a change. */
  @IsNumber()
  @Min(0)
  eValue!: number;

  /** The value at which it opens, from the tenant's false-alarm budget. */
  @IsNumber()
  @Min(0)
  threshold!: number;

  /** A series without any change would reach this evidence about once in so many weeks. */
  @IsNumber()
  @Min(0)
  chanceOncePerWeeks!: number;

  /** How windows become evidence: `rate`, `rank`, `count` or `mix`. */
  @IsString()
  @IsNotEmpty()
  @MaxLength(64)
  frontEnd!: string;
}

/** Why a rule opened: which one, how often it hit, and the numbers behind the hits. */
export class RuleEvidence {
  @Equals('rule')
  kind!: 'rule';

  @IsString()
  @IsNotEmpty()
  @MaxLength(64)
  rule!: string;

  @IsInt()
  @Min(1)
  hits!: number;

  /** Named with their units, e.g. `{repeats: 12, wastedTokens: 34000}`. */
  @IsNumberRecord()
  numbers!: Record<string, number>;
}

export type AnomalyEvidence = SeriesEvidence | RuleEvidence;
