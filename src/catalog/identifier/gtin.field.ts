import { applyDecorators } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { Transform, type TransformFnParams } from 'class-transformer';
import { IsString, Length, ValidateBy, type ValidationArguments } from 'class-validator';
import { checkGtin } from './gtin.rules';

const MOST_CHARS = 40;

/** The number of a bar code, however it is grouped; goes on in the one form in which it is stored. What is wrong with it is said as `checkGtin` says it. */
export function Gtin(): PropertyDecorator {
  const isGtin = (value: unknown): boolean => typeof value === 'string' && checkGtin(value).value !== null;
  const message = ({ value }: ValidationArguments): string => checkGtin(String(value)).findings[0]?.messageVi ?? '';
  return applyDecorators(
    Transform(({ value }: TransformFnParams): unknown =>
      typeof value === 'string' && value.length <= MOST_CHARS ? (checkGtin(value).value ?? value) : value,
    ),
    IsString(),
    Length(0, MOST_CHARS),
    ValidateBy({ name: 'isGtin', validator: { validate: isGtin } }, { message }),
    ApiProperty({ type: 'string', maxLength: MOST_CHARS }),
  );
}
