import { applyDecorators } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { Transform, Type, type TransformFnParams } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  ArrayUnique,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsISO8601,
  IsObject,
  IsString,
  IsUrl,
  IsUUID,
  Length,
  Matches,
  Max,
  Min,
  ValidateBy,
  ValidateIf,
  ValidateNested,
} from 'class-validator';
import { cleanText, isDay, NO_CONTROL, NO_CONTROL_BUT_LINES } from '../kernel';
import { strictBoolean, strictInteger, strictIntegers } from './fields.rules';

/**
 * The fields that DTOs are made of. Each one is strict (no quiet conversion), has its limits, cleans Vietnamese text and documents itself.
 * An optional field is marked `@Maybe()`, which unlike IsOptional refuses null: an absent field and null are not the same in a PATCH.
 */
type Convert = (value: unknown) => unknown;
const converted = (convert: Convert): PropertyDecorator => Transform(({ value }: TransformFnParams): unknown => convert(value));

/** May be left out, but not null. */
export function Maybe(): PropertyDecorator {
  return applyDecorators(
    ValidateIf((_, value: unknown) => value !== undefined),
    ApiProperty({ required: false }),
  );
}

/** May be left out, and null means "remove". */
export function MaybeNull(): PropertyDecorator {
  return applyDecorators(
    ValidateIf((_, value: unknown) => value !== undefined && value !== null),
    ApiProperty({ required: false, nullable: true }),
  );
}

/** Text in NFC without spaces around it and without control characters. `lines: true` allows line ends and tabs. Units: characters. */
export function Text(min: number, max: number, options: { lines?: boolean } = {}): PropertyDecorator {
  return applyDecorators(
    converted(cleanText),
    IsString(),
    Length(min, max),
    Matches(options.lines ? NO_CONTROL_BUT_LINES : NO_CONTROL, { message: 'Có ký tự không được phép.' }),
    ApiProperty({ type: 'string', minLength: min, maxLength: max }),
  );
}

/** Text of a given form. `says` is a whole Vietnamese sentence for whoever typed something else. */
export function Pattern(pattern: RegExp, max: number, says: string): PropertyDecorator {
  return applyDecorators(
    converted(cleanText),
    IsString(),
    Length(0, max),
    Matches(pattern, { message: says }),
    ApiProperty({ type: 'string', maxLength: max, pattern: pattern.source }),
  );
}

/** Address of a web page, encrypted and without a name or password in it. Only its form is looked at. */
export function HttpsAddress(max: number): PropertyDecorator {
  const form = { protocols: ['https'], require_protocol: true, disallow_auth: true };
  return applyDecorators(
    converted((value) => {
      const text = cleanText(value);
      return typeof text === 'string' ? text.replace(/^https:/i, 'https:') : text;
    }),
    IsString(),
    Length(0, max),
    IsUrl(form, { message: 'Phải là địa chỉ web bắt đầu bằng https://.' }),
    Matches(NO_CONTROL, { message: 'Có ký tự không được phép.' }),
    ApiProperty({ type: 'string', maxLength: max }),
  );
}

/** Whole number in JSON: `true`, `"5"` and 1.5 are refused. */
export function Int(min: number, max: number): PropertyDecorator {
  return applyDecorators(IsInt(), Min(min), Max(max), ApiProperty({ type: 'integer', minimum: min, maximum: max }));
}

/** Whole number in a query: digits only, so `1e3` and an empty value are refused. */
export function QueryInt(min: number, max: number): PropertyDecorator {
  return applyDecorators(converted(strictInteger), Int(min, max));
}

export function Flag(): PropertyDecorator {
  return applyDecorators(IsBoolean(), ApiProperty({ type: 'boolean' }));
}

/** `true` or `false` in a query. */
export function QueryFlag(): PropertyDecorator {
  return applyDecorators(converted(strictBoolean), Flag());
}

export function OneOf(values: readonly string[]): PropertyDecorator {
  return applyDecorators(IsString(), IsIn([...values]), ApiProperty({ type: 'string', enum: [...values] }));
}

/** A list of different ones of these, at least one. */
export function SomeOf(values: readonly string[]): PropertyDecorator {
  return applyDecorators(
    IsArray(),
    ArrayMinSize(1),
    ArrayMaxSize(values.length),
    ArrayUnique(),
    IsIn([...values], { each: true }),
    ApiProperty({ type: 'array', items: { type: 'string', enum: [...values] }, minItems: 1, maxItems: values.length, uniqueItems: true }),
  );
}

/** A UUID, in any case; goes on in lower case, as PostgreSQL gives it back. */
export function Id(): PropertyDecorator {
  return applyDecorators(
    converted((value) => (typeof value === 'string' ? value.toLowerCase() : value)),
    IsUUID(),
    ApiProperty({ type: 'string', format: 'uuid' }),
  );
}

/** A calendar day, `2026-11-21`, that exists. */
export function Day(): PropertyDecorator {
  return applyDecorators(ValidateBy({ name: 'isDay', validator: { validate: isDay } }), ApiProperty({ type: 'string', format: 'date' }));
}

/** A moment with its offset, `2026-11-21T09:00:00+07:00`. */
export function Instant(): PropertyDecorator {
  return applyDecorators(
    Length(1, 40),
    IsISO8601({ strict: true, strictSeparator: true }),
    Matches(/T.*(Z|[+-]\d\d:?\d\d)$/, { message: 'Cần đủ ngày, giờ và múi giờ, như 2026-11-21T09:00:00+07:00.' }),
    ApiProperty({ type: 'string', format: 'date-time', maxLength: 40 }),
  );
}

/** A list of objects, each validated by its own class. */
export function ListOf(item: () => new () => object, min: number, max: number): PropertyDecorator {
  return applyDecorators(
    IsArray(),
    ArrayMinSize(min),
    ArrayMaxSize(max),
    IsObject({ each: true }), // class-validator finds nothing wrong with a list in a list
    ValidateNested({ each: true }),
    Type(item),
    ApiProperty({ type: () => item(), isArray: true, minItems: min, maxItems: max }),
  );
}

/** One object, validated by its own class. (ValidateNested alone lets an absent one pass, and a list.) */
export function Nested(item: () => new () => object): PropertyDecorator {
  return applyDecorators(IsObject(), ValidateNested(), Type(item), ApiProperty({ type: () => item() }));
}

const isSet = (value: unknown): boolean => !Array.isArray(value) || new Set(value).size === value.length;

/** A list of different texts, each as `Text` takes them. */
export function TextList(minItems: number, maxItems: number, min: number, max: number): PropertyDecorator {
  return applyDecorators(
    converted((value) => (Array.isArray(value) ? value.map(cleanText) : value)),
    IsArray(),
    ArrayMinSize(minItems),
    ArrayMaxSize(maxItems),
    IsString({ each: true }),
    Length(min, max, { each: true }),
    Matches(NO_CONTROL, { each: true, message: 'Có ký tự không được phép.' }),
    ValidateBy({ name: 'arrayUnique', validator: { validate: isSet } }),
    ApiProperty({
      ...{ type: 'array', minItems, maxItems, uniqueItems: true },
      items: { type: 'string', minLength: min, maxLength: max },
    }),
  );
}

/** A list of different whole numbers. */
export function IntList(minItems: number, maxItems: number, min: number, max: number): PropertyDecorator {
  return applyDecorators(
    IsArray(),
    ArrayMinSize(minItems),
    ArrayMaxSize(maxItems),
    IsInt({ each: true }),
    Min(min, { each: true }),
    Max(max, { each: true }),
    ValidateBy({ name: 'arrayUnique', validator: { validate: isSet } }),
    ApiProperty({ type: 'array', minItems, maxItems, uniqueItems: true, items: { type: 'integer', minimum: min, maximum: max } }),
  );
}

/** Different whole numbers in a query, `3,4`. */
export function QueryIntList(min: number, max: number, maxCount: number): PropertyDecorator {
  return applyDecorators(
    converted(strictIntegers),
    IsArray({ message: 'Cần một hoặc nhiều số nguyên, cách nhau bằng dấu phẩy.' }),
    ArrayMaxSize(maxCount),
    Min(min, { each: true }),
    Max(max, { each: true }),
    ApiProperty({ type: 'string', pattern: '^\\d+(,\\d+)*$', maxLength: 3 * maxCount }),
  );
}

/** A list of different ids. */
export function IdList(min: number, max: number): PropertyDecorator {
  return applyDecorators(
    converted((value) => (Array.isArray(value) ? value.map((id: unknown) => (typeof id === 'string' ? id.toLowerCase() : id)) : value)),
    IsArray(),
    ArrayMinSize(min),
    ArrayMaxSize(max),
    IsUUID(undefined, { each: true }),
    ValidateBy({ name: 'arrayUnique', validator: { validate: isSet } }),
    ApiProperty({ type: 'string', format: 'uuid', isArray: true, minItems: min, maxItems: max, uniqueItems: true }),
  );
}
