import { Injectable, type ArgumentMetadata, type PipeTransform } from '@nestjs/common';
import { plainToInstance } from 'class-transformer';
import { validate, validateSync } from 'class-validator';
import { Problem, problems, type FieldError } from '../kernel';
import { isSurelyValid } from './quick-validation';
import { fieldErrors } from './validation-messages';

const PLAIN: ReadonlySet<unknown> = new Set([String, Number, Boolean, Object, Array, Buffer]);

const STRICT = { whitelist: true, forbidNonWhitelisted: true, forbidUnknownValues: true } as const;

/**
 * Turns a body or a query into its DTO, or refuses it with one sentence per field. Nest's own pipe lets a text or a list through where an object is due
 * when no field is required, and turns `?n=true` into 1.
 */
@Injectable()
export class DtoPipe implements PipeTransform {
  async transform(value: unknown, { metatype, type }: ArgumentMetadata): Promise<unknown> {
    if (type === 'custom' || !metatype || PLAIN.has(metatype)) return value;
    const plain: unknown = value === undefined ? {} : value; // nothing was sent: every field is absent
    if (typeof plain !== 'object' || plain === null || Array.isArray(plain) || Buffer.isBuffer(plain))
      throw invalid([{ pointer: '', message: 'Phải là một đối tượng JSON.' }]);
    const dto: object = plainToInstance(metatype, { ...plain });
    const found = await validate(dto, STRICT);
    if (found.length > 0) throw invalid(fieldErrors(found, type === 'body' ? '' : '?'));
    return dto;
  }
}

/** The refusal of fields that only a service can judge: same shape as those of the DTOs. */
export function invalid(errors: readonly FieldError[]): Problem {
  return new Problem(problems.validation, errors.length === 1 ? errors[0]?.message : `${errors.length} chỗ chưa hợp lệ.`, {}, errors);
}

/** A body that did not come over HTTP, such as a row of a table, judged as the pipe would judge it. */
export function checked<T extends object>(
  dto: new () => T,
  plain: object,
): { readonly dto: T } | { readonly errors: readonly FieldError[] } {
  const made = plainToInstance(dto, plain);
  if (isSurelyValid(made)) return { dto: made };
  const found = validateSync(made, STRICT);
  return found.length > 0 ? { errors: fieldErrors(found, '') } : { dto: made };
}
