import 'reflect-metadata';
import { ValidateBy, ValidateIf, buildMessage } from 'class-validator';
import { isIsoTime } from './iso-time';

/** The field may be left out; null is not the same and is refused. */
export function MayBeAbsent(): PropertyDecorator {
  return ValidateIf((_, value: unknown) => value !== undefined);
}

/** The field must be there and may be null: known to be unknown. The schema generator reads the context. */
export function MayBeNull(): PropertyDecorator {
  return ValidateIf((_, value: unknown) => value !== null, { context: { nullable: true } });
}

/** RFC 3339 text. */
export function IsTime(): PropertyDecorator {
  return ValidateBy({
    name: 'isTime',
    validator: {
      validate: isIsoTime,
      defaultMessage: buildMessage(() => '$property must be an RFC 3339 date-time'),
    },
  });
}

/** An object whose values are all finite numbers. */
export function IsNumberRecord(): PropertyDecorator {
  return ValidateBy({
    name: 'isNumberRecord',
    validator: {
      validate: isNumberRecord,
      defaultMessage: buildMessage(() => '$property must be an object of numbers'),
    },
  });
}

function isNumberRecord(value: unknown): boolean {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  return Object.values(value).every((number) => Number.isFinite(number));
}
