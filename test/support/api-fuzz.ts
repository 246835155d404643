import Ajv, { type ValidateFunction } from 'ajv';
import addFormats from 'ajv-formats';
import fc from 'fast-check';

/** The part of OpenAPI 3.0 that the document uses, dereferenced. */
export interface Schema {
  readonly type?: string;
  readonly format?: string;
  readonly pattern?: string;
  readonly enum?: readonly unknown[];
  readonly nullable?: boolean;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly items?: Schema;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean | Schema;
  readonly allOf?: readonly Schema[];
}

type Content = Readonly<Record<string, { readonly schema?: Schema }>>;

export interface Operation {
  readonly operationId: string;
  readonly parameters?: readonly { readonly name: string; readonly in: string; readonly required?: boolean; readonly schema: Schema }[];
  readonly requestBody?: { readonly content: Content };
  readonly responses: Readonly<Record<string, { readonly content?: Content }>>;
}

export interface ApiDocument {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
}

/** `isStrict` refuses members that the document does not name. */
function toJsonSchema(schema: Schema, isStrict: boolean): object {
  const { nullable, items, properties, allOf, additionalProperties, ...rest } = schema;
  const inner = (each: Schema): object => toJsonSchema(each, isStrict);
  const closed = additionalProperties ?? (properties && isStrict ? false : undefined);
  const plain = {
    ...rest,
    ...(items && { items: inner(items) }),
    ...(properties && { properties: Object.fromEntries(Object.entries(properties).map(([name, each]) => [name, inner(each)])) }),
    ...(allOf && { allOf: allOf.map(inner) }),
    ...(closed !== undefined && { additionalProperties: typeof closed === 'object' ? inner(closed) : closed }),
  };
  return nullable ? { anyOf: [plain, { type: 'null' }] } : plain;
}

/** Judges bodies by the document. */
export class Judge {
  private readonly ajv = addFormats(new Ajv({ strict: false, allErrors: false }));
  private readonly known = new WeakMap<Schema, ValidateFunction>();

  /** Why `value` does not fit; null when it does. */
  fault(schema: Schema, value: unknown): string | null {
    const isProblem = schema.properties?.['instance'] !== undefined && schema.properties['title'] !== undefined; // problems carry facts of their own
    const validate = this.known.get(schema) ?? this.ajv.compile(toJsonSchema(schema, !isProblem));
    this.known.set(schema, validate);
    return validate(value) ? null : this.ajv.errorsText(validate.errors);
  }
}

const WORDS = fc.constantFrom(
  'Mật ong bạc hà',
  'Chè Shan tuyết cổ thụ',
  'a',
  'Đ',
  'ộ',
  '😀',
  'ﬁ',
  'Ǘ',
  '<b>',
  '"',
  '\\',
  "'; --",
  '0',
  ' ',
  '%',
  '‮',
  'é',
);

function textOf({ minLength = 0, maxLength = 60 }: Schema): fc.Arbitrary<string> {
  return fc.array(WORDS, { minLength: 1, maxLength: 12 }).map((words) => {
    const text = words.join('').trim().slice(0, Math.min(maxLength, 400)).trim();
    return text.length >= minLength ? text : 'Chữ đủ dài để hợp lệ'.repeat(1 + Math.ceil(minLength / 20)).slice(0, Math.max(minLength, 1));
  });
}

/** Values that the document allows. */
export function valueOf(schema: Schema): fc.Arbitrary<unknown> {
  if (schema.nullable)
    return fc.oneof({ weight: 1, arbitrary: fc.constant(null) }, { weight: 4, arbitrary: valueOf({ ...schema, nullable: false }) });
  if (schema.enum) return fc.constantFrom(...schema.enum);
  switch (schema.type) {
    case 'string':
      if (schema.format === 'uuid') return fc.uuid({ version: 7 });
      if (schema.format === 'date')
        return fc
          .date({ min: new Date('2024-01-01'), max: new Date('2030-01-01'), noInvalidDate: true })
          .map((at) => at.toISOString().slice(0, 10));
      if (schema.format === 'date-time')
        return fc.date({ min: new Date('2024-01-01'), max: new Date('2030-01-01'), noInvalidDate: true }).map((at) => at.toISOString());
      if (schema.pattern) return fc.stringMatching(new RegExp(schema.pattern)).filter((text) => text.length <= (schema.maxLength ?? 1000));
      return textOf(schema);
    case 'integer':
    case 'number':
      return fc.integer({ min: schema.minimum ?? 0, max: schema.maximum ?? 1000 });
    case 'boolean':
      return fc.boolean();
    case 'array':
      return fc.array(valueOf(schema.items ?? {}), {
        minLength: schema.minItems ?? 0,
        maxLength: Math.min(schema.maxItems ?? 3, Math.max(3, schema.minItems ?? 0)),
      });
    case 'object': {
      if (!schema.properties) return fc.constant({});
      const members = Object.fromEntries(Object.entries(schema.properties).map(([name, each]) => [name, valueOf(each)]));
      return fc.record(members, { requiredKeys: [...(schema.required ?? [])] });
    }
    default:
      return fc.constant(null);
  }
}

/** Things that have broken programs before. As JSON text, because some of them cannot be made from a value. */
const ODD = [
  'null', 'true', 'false', '"1e3"', '1e3', '1e999', '-1', '0', '1.5', '9007199254740993', '99999999999999999999', '""', '" "', '"\\u0000"', '"a\\u0000b"', '"\\ud800"', '"a\\udc00b"',
  '[]', '{}', '[[]]', '"2026-02-30"', '"2026-13-01T99:00:00Z"', '"275760-09-14T00:00:00.000Z"', '"00000000-0000-0000-0000-000000000000"', '"not-a-uuid"', '"../../etc/passwd"', '"http://[::1"', '{"toString":1}', '{"length":1}', '{"__proto__":{"isAdmin":true}}',
  '"true"', '"0x10"', '"NaN"', '-0', '1e-7', '2147483648', '-2147483649',
] as const; // prettier-ignore
const LONG = [
  JSON.stringify('x'.repeat(30_000)),
  JSON.stringify('é'.repeat(9_000)),
  `${'['.repeat(3_000)}${']'.repeat(3_000)}`,
  `${'{"a":'.repeat(2_000)}1${'}'.repeat(2_000)}`,
];

/** A way of spoiling a body. */
export interface Spoil {
  readonly how: number;
  readonly where: number;
  readonly what: number;
}
export const spoils: fc.Arbitrary<Spoil> = fc.record({ how: fc.nat(99), where: fc.nat(9999), what: fc.nat(9999) });

/** The body as it is sent: text that need not be JSON. */
export function spoilt(valid: unknown, { how, where, what }: Spoil): { body: string | Uint8Array; contentType: string } {
  const json = 'application/json';
  const text = JSON.stringify(valid);
  const odd = how % 7 === 0 ? (LONG[what % LONG.length] ?? '') : (ODD[what % ODD.length] ?? '');
  if (how < 55) return { body: replaceAt(valid, where, odd), contentType: json };
  if (how < 63)
    return { body: withMember(text, ['"them"', '"__proto__"', '"constructor"', '"id "', '""'][what % 5] ?? '', odd), contentType: json };
  if (how < 71) return { body: withoutMember(valid, where), contentType: json };
  if (how < 76) return { body: odd, contentType: json };
  if (how < 80) return { body: text.slice(0, where % Math.max(1, text.length)), contentType: json };
  if (how < 83) return { body: `\ufeff${text}`, contentType: json };
  if (how < 86) return { body: new Uint8Array([...Buffer.from(text.slice(0, -1)), 0xff, 0xfe, 0x7d]), contentType: json };
  if (how < 88) return { body: ' '.repeat(3_000_000), contentType: json };
  const types = [
    'text/plain',
    'application/xml',
    'application/x-www-form-urlencoded',
    'multipart/form-data',
    'application/json; charset=utf-16',
    '',
    'application/json, text/plain',
    'APPLICATION/JSON;;',
  ];
  return { body: text, contentType: types[what % types.length] ?? '' };
}

/** Replaces the value at one place of the tree by other text. */
function replaceAt(value: unknown, where: number, odd: string): string {
  const places: string[][] = [];
  const walk = (each: unknown, path: string[]): void => {
    places.push(path);
    if (typeof each === 'object' && each !== null) for (const [name, inner] of Object.entries(each)) walk(inner, [...path, name]);
  };
  walk(value, []);
  const chosen = JSON.stringify(places[where % places.length] ?? []);
  const write = (each: unknown, path: string[]): string => {
    if (JSON.stringify(path) === chosen) return odd;
    if (Array.isArray(each)) return `[${each.map((inner, i) => write(inner, [...path, String(i)])).join(',')}]`;
    if (typeof each === 'object' && each !== null)
      return `{${Object.entries(each)
        .map(([name, inner]) => `${JSON.stringify(name)}:${write(inner, [...path, name])}`)
        .join(',')}}`;
    return JSON.stringify(each);
  };
  return write(value, []);
}

function withMember(text: string, name: string, odd: string): string {
  return text.endsWith('}') ? `${text.slice(0, -1)}${text === '{}' ? '' : ','}${name}:${odd}}` : text;
}

function withoutMember(value: unknown, where: number): string {
  if (typeof value !== 'object' || value === null) return 'null';
  const names = Object.keys(value);
  const gone = names[where % Math.max(1, names.length)];
  return JSON.stringify(Object.fromEntries(Object.entries(value).filter(([name]) => name !== gone)));
}

/** Odd values of a path parameter, as they stand in the address. */
export const ODD_SEGMENTS = [
  'x', '%00', '%ff', '%', '%zz', '..%2f..%2fetc', '00000000-0000-0000-0000-000000000000', '00000000-0000-7000-8000-00000000000G', 'null', '1e3', '%F0%9F%98%80', 'a'.repeat(3000), "'%20or%201=1--", '%E2%80%AE', '-1', '9007199254740993',
] as const; // prettier-ignore

/** Odd query strings. */
export const ODD_QUERIES = [
  'limit=0', 'limit=-1', 'limit=101', 'limit=1e3', 'limit=true', 'limit=', 'limit=1&limit=2', 'limit[]=1', 'limit=99999999999999999999', 'limit=1.5', 'limit=%00', 'cursor=x', 'cursor=', 'cursor=%00', 'cursor=bnVsbA', 'cursor=eyJhdCI6IngifQ',
  'cursor=-1', 'cursor=1e400', 'cursor=9223372036854775808', 'cursor=' + 'a'.repeat(500), 'q=%00', 'q=', 'q=' + 'x'.repeat(5000), 'q=%ff', 'q=%25%5f', 'state=x', 'stage=x', 'la=1', '__proto__[a]=1', 'constructor=1', 'limit=1;drop', '&&&', '=', 'q[a]=b',
] as const; // prettier-ignore

export const ODD_KEYS: readonly (string | null)[] = [null, '', 'short', 'x'.repeat(201), 'with a space in it'];
