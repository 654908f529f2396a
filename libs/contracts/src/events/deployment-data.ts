import 'reflect-metadata';
import { ArrayMaxSize, IsArray, IsNotEmpty, IsString, Matches, MaxLength } from 'class-validator';
import { IsTime, MayBeAbsent } from './field-rules';

/** Data of `ai.tacet.deployment.marked`: a version of a service (or of one of its agents) went live. */
export class DeploymentData {
  @IsString()
  @IsNotEmpty()
  @MaxLength(128)
  tenant!: string;

  @IsString()
  @MaxLength(128)
  env!: string;

  @IsString()
  @IsNotEmpty()
  @MaxLength(128)
  service!: string;

  /** Absent when the whole service was deployed. */
  @MayBeAbsent()
  @IsString()
  @MaxLength(128)
  agent?: string;

  @IsString()
  @IsNotEmpty()
  @MaxLength(256)
  version!: string;

  /** When the version began to take traffic. */
  @IsTime()
  deployedAt!: string;

  /** What changed in it: `prompt`, `model`, a module or a tool. */
  @MayBeAbsent()
  @IsArray()
  @ArrayMaxSize(50)
  @IsString({ each: true })
  @MaxLength(128, { each: true })
  changedComponents?: string[];

  /** Where a person reads about it: a release, a commit, a pipeline run. */
  @MayBeAbsent()
  @Matches(/^https?:\/\/\S+$/)
  @MaxLength(2048)
  link?: string;
}
