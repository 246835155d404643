import type { components } from '../../api/schema';
import type { Product } from './pending.rules';

export type Definition = components['schemas']['AttributeDefinitionDto'];
export type Value = string | number | boolean | null;

/** What a person has changed and not sent yet. `base`: what the program had when the change began. */
export interface Edit {
  readonly base: Product | null;
  readonly fields: Readonly<Record<string, unknown>>;
  readonly attributes: Readonly<Record<string, Value>>;
}

export const untouched = (): Edit => ({ base: null, fields: {}, attributes: {} });

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a ?? null) === JSON.stringify(b ?? null);

/** The edit with one field more; a field that is as it was is no change. */
export function withField(edit: Edit, known: Product, field: string, value: unknown): Edit {
  const base = edit.base ?? known;
  const { [field]: _, ...others } = edit.fields;
  const fields = same(value, base[field as keyof Product]) ? others : { ...others, [field]: value };
  return settle({ ...edit, base, fields });
}

export function withAttribute(edit: Edit, known: Product, code: string, value: Value): Edit {
  const base = edit.base ?? known;
  const { [code]: _, ...others } = edit.attributes;
  const attributes = same(value, base.attributes[code]) ? others : { ...others, [code]: value };
  return settle({ ...edit, base, attributes });
}

const settle = (edit: Edit): Edit =>
  Object.keys(edit.fields).length === 0 && Object.keys(edit.attributes).length === 0 ? untouched() : edit;

export const isChanged = ({ fields, attributes }: Edit): boolean => Object.keys(fields).length + Object.keys(attributes).length > 0;

/** The body of the change; null: nothing has changed. */
export function changeOf(edit: Edit): components['schemas']['ChangeProduct'] | null {
  if (!edit.base || !isChanged(edit)) return null;
  const { base, fields, attributes } = edit;
  return {
    version: base.version,
    ...fields,
    ...(Object.keys(attributes).length === 0 ? {} : { attributes }),
  } as components['schemas']['ChangeProduct']; // fields of the form only
}

/** The definitions in the order in which a person is asked: what decides, what must be said, what would be good, the rest. */
export function grouped(definitions: readonly Definition[]): Record<Definition['level'], Definition[]> {
  const of = (level: Definition['level']): Definition[] => definitions.filter((one) => one.level === level);
  return { conditional: of('conditional'), required: of('required'), recommended: of('recommended'), optional: of('optional') };
}
