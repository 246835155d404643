/** What the program refused, with its own words. */
export class Refused extends Error {
  constructor(
    readonly status: number,
    readonly what: string,
    readonly answer: string,
  ) {
    super(`${what}: ${status} ${answer.slice(0, 500)}`);
  }
}

interface Page<T> {
  readonly items: readonly T[];
  readonly next?: string;
}

/** Somebody who is logged in. Everything the demonstration does to the program goes through here: the public API and nothing else. */
export class Api {
  private constructor(
    private readonly url: string,
    private readonly cookie: string,
  ) {}

  /** Throws: Refused. */
  static async logIn(url: string, phone: string, password: string): Promise<Api> {
    const answer = await fetch(`${url}/api/v1/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-requested-with': 'len-san' },
      body: JSON.stringify({ phone, password }),
    });
    if (answer.status !== 201) throw new Refused(answer.status, `log in ${phone}`, await answer.text());
    await answer.arrayBuffer();
    return new Api(url, (answer.headers.get('set-cookie') ?? '').split(';', 1)[0] ?? '');
  }

  get<T>(path: string): Promise<T> {
    return this.ask<T>('GET', path, {});
  }

  /** All pages of a list. */
  async list<T>(path: string): Promise<readonly T[]> {
    const items: T[] = [];
    let cursor: string | undefined;
    do {
      const page: Page<T> = await this.get(`${path}?limit=100${cursor === undefined ? '' : `&cursor=${encodeURIComponent(cursor)}`}`);
      items.push(...page.items);
      cursor = page.next;
    } while (cursor !== undefined);
    return items;
  }

  /** `key` names what is done, so that doing it again after a crash is the same request. */
  write<T>(method: 'POST' | 'PUT' | 'PATCH', path: string, key: string, body: unknown): Promise<T> {
    return this.ask<T>(method, path, { 'idempotency-key': `demo-${key}` }, body);
  }

  /** The bytes of an answer, or null when there is none yet (409). */
  async bytes(path: string): Promise<Buffer | null> {
    const answer = await fetch(`${this.url}${path}`, { headers: { cookie: this.cookie } });
    const bytes = Buffer.from(await answer.arrayBuffer());
    if (answer.status === 409) return null;
    if (!answer.ok) throw new Refused(answer.status, `GET ${path}`, bytes.toString());
    return bytes;
  }

  private async ask<T>(method: string, path: string, headers: Record<string, string>, body?: unknown): Promise<T> {
    const isForm = body instanceof FormData;
    const answer = await fetch(`${this.url}${path}`, {
      method,
      headers: {
        cookie: this.cookie,
        'x-requested-with': 'len-san',
        ...headers,
        ...(body === undefined || isForm ? {} : { 'content-type': 'application/json' }),
      },
      body: body === undefined ? undefined : isForm ? body : JSON.stringify(body),
    });
    const text = await answer.text();
    if (!answer.ok) throw new Refused(answer.status, `${method} ${path}`, text);
    return JSON.parse(text) as T; // the caller names what the documented answer holds
  }
}
