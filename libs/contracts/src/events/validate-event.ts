import 'reflect-metadata';
import { plainToInstance } from 'class-transformer';
import { validateSync, type ValidationError } from 'class-validator';

/**
 * Checks the data of an event against its class: every field present, known and well-formed.
 * Returns one `path: what is wrong` per defect, without the values; empty when the data are fine.
 */
export function validateEvent<T extends object>(dataClass: new () => T, data: unknown): string[] {
  if (typeof data !== 'object' || data === null || Array.isArray(data)) return ['data: must be an object'];
  const instance = plainToInstance(dataClass, data);
  const errors = validateSync(instance, {
    whitelist: true,
    forbidNonWhitelisted: true,
    forbidUnknownValues: true,
    validationError: { target: false, value: false },
  });
  return errors.flatMap((error) => flatten(error, ''));
}

function flatten(error: ValidationError, parent: string): string[] {
  const path = parent ? `${parent}.${error.property}` : error.property;
  const own = Object.values(error.constraints ?? {}).map((message) => `${path}: ${message}`);
  return [...own, ...(error.children ?? []).flatMap((child) => flatten(child, path))];
}
