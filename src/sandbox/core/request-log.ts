/** One request to the seller API. Secrets are masked before it gets here. */
export interface LoggedRequest {
  readonly id: number;
  readonly at: string;
  readonly method: string;
  readonly path: string;
  readonly query: unknown;
  readonly headers: unknown;
  body: unknown;
  /** Null: no answer was sent (yet). */
  status: number | null;
  answer: unknown;
  /** Transport knobs that hit this request. */
  readonly faults: string[];
}

const KEPT = 5000;
const SECRET = /pass(word)?$|^token$|secret|^authorization$|^cookie$|privatekey/i;

/** The last requests to the seller API, oldest first. Memory only. */
export class RequestLog {
  private entries: LoggedRequest[] = [];
  private nextId = 1;

  open(entry: Omit<LoggedRequest, 'id' | 'body' | 'status' | 'answer' | 'faults'>): LoggedRequest {
    const logged: LoggedRequest = {
      ...entry,
      id: this.nextId++,
      query: masked(entry.query),
      headers: masked(entry.headers),
      body: null,
      status: null,
      answer: null,
      faults: [],
    };
    this.entries.push(logged);
    if (this.entries.length > KEPT) this.entries.shift();
    return logged;
  }

  list(): readonly LoggedRequest[] {
    return this.entries;
  }

  reset(): void {
    this.entries = [];
  }
}

/** A copy in which the values of password, token and secret fields are `***`, at any depth. */
export function masked(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(masked);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, SECRET.test(key) && inner ? '***' : masked(inner)]));
}

/** Text that may be JSON, masked as JSON; other text is shortened. */
export function maskedText(text: string): unknown {
  try {
    return masked(JSON.parse(text));
  } catch {
    return text.slice(0, 500);
  }
}
