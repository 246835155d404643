import type { CredentialField } from '../contract';
import type { FieldError } from '../../shared/kernel';

/** Longest value of one credential: room for a key in PEM. Units: characters. */
const LONGEST_CREDENTIAL = 5_000;
/** How many webhook secrets a shop may have at a time: the old and the new one during a change, and a little room. */
export const MOST_WEBHOOK_SECRETS = 5;

export type CredentialsVerdict = { readonly credentials: Record<string, string> } | { readonly errors: readonly FieldError[] };

/** Compares what an operator typed with what the platform asks for. `kept` are values of before that stay when they are not given again. */
export function readCredentials(
  fields: readonly CredentialField[],
  given: Readonly<Record<string, unknown>>,
  kept: Readonly<Record<string, string>> = {},
): CredentialsVerdict {
  const errors: FieldError[] = Object.keys(given)
    .filter((key) => !fields.some((field) => field.key === key))
    .map((key) => ({ pointer: `/credentials/${key}`, message: 'Sàn này không cần mục này.' }));
  const credentials: Record<string, string> = {};
  for (const field of fields) {
    const value = Object.hasOwn(given, field.key) ? given[field.key] : kept[field.key];
    const fault = faultOf(field, value);
    if (fault) errors.push({ pointer: `/credentials/${field.key}`, message: fault });
    else if (typeof value === 'string' && value !== '') credentials[field.key] = value;
  }
  return errors.length > 0 ? { errors } : { credentials };
}

function faultOf(field: CredentialField, value: unknown): string | null {
  if (value === undefined || value === '') return field.required ? `Cần nhập ${field.labelVi}.` : null;
  if (typeof value !== 'string') return 'Phải là một đoạn chữ.';
  if (value.length > LONGEST_CREDENTIAL) return `Không quá ${LONGEST_CREDENTIAL} ký tự.`;
  return value.trim() === '' ? `Cần nhập ${field.labelVi}.` : null;
}

/** Whether every secret was typed again: asked for when the address changes, because whoever can point a shop elsewhere could otherwise read its password there. */
export function givesAllSecrets(
  fields: readonly CredentialField[],
  given: Readonly<Record<string, unknown>>,
  kept: Readonly<Record<string, string>>,
): boolean {
  return fields.every((field) => !field.secret || kept[field.key] === undefined || Object.hasOwn(given, field.key));
}
