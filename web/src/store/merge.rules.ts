type Fields = Readonly<Record<string, unknown>>;

/** One field that was changed here and elsewhere, differently: a person chooses. */
export interface Question {
  /** `name`, or `attributes.ingredients`. */
  readonly field: string;
  readonly base: unknown;
  readonly mine: unknown;
  readonly theirs: unknown;
}

export interface Merge {
  /** What is left to send: my changes that are not there already, without those in question. */
  readonly mine: Fields;
  readonly questions: readonly Question[];
}

/** Fields that hold fields. */
const NESTED = ['attributes'];

/**
 * Merges by field: what I changed since `base` goes on top of `theirs` unless they changed the same field to something else.
 * `mine` holds the changed fields only.
 */
export function mergeByField(base: Fields, mine: Fields, theirs: Fields): Merge {
  const left: Record<string, unknown> = {};
  const questions: Question[] = [];
  for (const [field, value] of Object.entries(mine)) {
    if (NESTED.includes(field) && isFields(value)) {
      const inner = mergeByField(asFields(base[field]), value, asFields(theirs[field]));
      if (Object.keys(inner.mine).length > 0) left[field] = inner.mine;
      questions.push(...inner.questions.map((question) => ({ ...question, field: `${field}.${question.field}` })));
    } else if (isSame(theirs[field], base[field])) left[field] = value;
    else if (!isSame(theirs[field], value)) questions.push({ field, base: base[field], mine: value, theirs: theirs[field] });
  }
  return { mine: left, questions };
}

/** What a person chose goes back into what is to be sent. */
export function withChoice(mine: Fields, field: string, value: unknown): Fields {
  const [outer, inner] = field.split('.', 2);
  if (outer === undefined || inner === undefined) return { ...mine, [field]: value };
  return { ...mine, [outer]: { ...asFields(mine[outer]), [inner]: value } };
}

/** Two changes of the same thing by the same person are one: the later word counts, field by field. */
export function together(first: Fields, second: Fields): Fields {
  const nested = NESTED.filter((field) => isFields(first[field]) && isFields(second[field]));
  return {
    ...first,
    ...second,
    ...Object.fromEntries(nested.map((field) => [field, { ...asFields(first[field]), ...asFields(second[field]) }])),
  };
}

const isFields = (value: unknown): value is Fields => typeof value === 'object' && value !== null && !Array.isArray(value);
const asFields = (value: unknown): Fields => (isFields(value) ? value : {});

/** null, undefined and an absent field are the same: nothing. The order of keys means nothing. */
function isSame(a: unknown, b: unknown): boolean {
  return canonical(a) === canonical(b);
}

function canonical(value: unknown): string {
  if (value === undefined || value === null) return 'null';
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (!isFields(value)) return JSON.stringify(value);
  const keys = Object.keys(value).filter((key) => value[key] !== undefined && value[key] !== null);
  return `{${keys
    .sort()
    .map((key) => `${JSON.stringify(key)}:${canonical(value[key])}`)
    .join(',')}}`;
}
