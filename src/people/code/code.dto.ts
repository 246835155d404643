import { Pattern, Text } from '../../shared/http';

/** The six digits of a short message. */
export function SixDigits(): PropertyDecorator {
  return Pattern(/^\d{6}$/, 6, 'Mã gồm sáu chữ số.');
}

export class AskCode {
  /** Vietnamese phone number in any usual form. */
  @Text(8, 25)
  phone: string;
}

export class CodeSentDto {
  /** Until when the code is good, if there is one. */
  expiresAt: string;
}
