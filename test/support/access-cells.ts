import { readAccessList } from '../../scripts/access.rules';
import { RIGHTS, type Right } from '../../src/people';
import { ROLES, type Role } from '../../src/shared/http';
import { newId } from '../../src/shared/kernel';
import { MANDATE, type Person, type TestApp } from './app';

/** What a route must answer to somebody: let in, or refused in exactly this way. */
export type Verdict =
  'in' | '401 unauthenticated' | '403 forbidden' | '403 outside-area' | '403 mandate-ended' | '403 mandate-missing' | '404 not-found';

/** What docs/access.txt says of one route. */
export interface Agreed {
  readonly route: string;
  readonly method: string;
  readonly pattern: string;
  readonly isPublic: boolean;
  readonly isOfProducer: boolean;
  readonly roles: readonly Role[];
  readonly right: Right | undefined;
  readonly byCookieOnly: boolean;
}

export function agreedOf(text: string): Agreed[] {
  return [...readAccessList(text)].map(([route, words]) => {
    const [method = '', pattern = ''] = route.split(' ');
    const parts = words.split(' ');
    return {
      ...{ route, method, pattern },
      isPublic: words === 'everybody',
      isOfProducer: pattern.includes(':producerId'),
      roles: ROLES.filter((role) => parts.some((part) => part.split(':')[0] === role)),
      right: RIGHTS.find((right) => parts.includes(`officer:${right}`)),
      byCookieOnly: parts.includes('+sessionOnly'),
    };
  });
}

/** Somebody who calls, with what must come of it. */
export interface Caller {
  readonly name: string;
  headers(agreed: Agreed): Readonly<Record<string, string>>;
  /** null: this caller says nothing about the route. */
  expects(agreed: Agreed): Verdict | null;
}

const UNSAFE = ['POST', 'PUT', 'PATCH', 'DELETE'];
const cookieOf = (person: Person): Record<string, string> => ({ cookie: person.cookie, 'x-requested-with': 'len-san' });
const byRole = (role: Role, { roles }: Agreed): Verdict => (roles.includes(role) ? 'in' : '403 forbidden');

/**
 * Everybody who can stand before a route of the producer `producerId` of province 08: its own people and those of another producer, officers in every state that a mandate can be
 * in, the office of its province and of another, the operator, programs with a token, and those who only pretend.
 */
export async function callersOf(app: TestApp, owner: Person, producerId: string, rights: readonly Right[]): Promise<Caller[]> {
  const stranger = await app.person('producer');
  const strangers = await app.producer(stranger, '08');
  const grant = async (officer: Person, to = producerId, by = owner, over: object = {}): Promise<string> => {
    const made = await by.post(`/api/v1/producers/${to}/mandates`, { ...MANDATE, officerId: officer.accountId, ...over });
    if (made.status !== 201) throw new Error(`cannot grant a mandate: ${made.text}`);
    return (made.body as { id: string }).id;
  };
  const officer = await app.person('officer');
  await grant(officer);
  const without = new Map<Right, Person>();
  for (const right of rights) {
    const person = await app.person('officer');
    await grant(person, producerId, owner, { rights: RIGHTS.filter((each) => each !== right) });
    without.set(right, person);
  }
  const operator = await app.person('operator');
  const outside = await app.person('officer');
  await grant(outside);
  await operator.call('PUT', `/api/v1/accounts/${outside.accountId}/areas`, { body: { areas: [{ provinceCode: '66' }] } });
  const ended = await app.person('officer');
  await owner.post(`/api/v1/producers/${producerId}/mandates/${await grant(ended)}/revoke`, { reason: 'Không cần nữa' });
  const elsewhere = await app.person('officer');
  await grant(elsewhere, strangers, stranger);
  const [province, otherProvince] = [await app.person('province', '08'), await app.person('province', '66')];
  const gone = await app.logIn(owner);
  await gone.call('DELETE', '/api/v1/session');
  const tokenOf = async (person: Person): Promise<string> => {
    const made = await person.post('/api/v1/tokens', { name: 'máy', expiresInDays: 1, rights: ['read', 'write'] });
    if (made.status !== 201) throw new Error(`cannot make a token: ${made.text}`);
    return (made.body as { token: string }).token;
  };
  const [ownToken, otherToken, revoked] = [await tokenOf(owner), await tokenOf(stranger), await tokenOf(owner)];
  const latest = (await owner.get<{ items: { id: string }[] }>('/api/v1/tokens')).body.items.at(-1);
  await owner.call('DELETE', `/api/v1/tokens/${latest?.id}`);
  const isRevoked = await app.call('GET', '/api/v1/session', { headers: { authorization: `Bearer ${revoked}` } });
  if (isRevoked.status !== 401) throw new Error('the wrong token was revoked');

  const refused = (name: string, headers: Readonly<Record<string, string>>): Caller => ({
    name,
    headers: () => headers,
    expects: ({ isPublic }) => (isPublic ? 'in' : '401 unauthenticated'),
  });
  /** Of somebody who has to do with the producer. */
  const own = (name: string, role: Role, headers: Readonly<Record<string, string>>): Caller => ({
    name,
    headers: () => headers,
    expects: (agreed) => (agreed.isPublic ? 'in' : byRole(role, agreed)),
  });
  const foreign = (name: string, role: Role, headers: Readonly<Record<string, string>>): Caller => ({
    name,
    headers: () => headers,
    expects: (agreed) => (agreed.isPublic ? 'in' : agreed.isOfProducer ? '404 not-found' : byRole(role, agreed)),
  });
  const officerWho = (name: string, person: Person, verdict: Verdict): Caller => ({
    name,
    headers: () => cookieOf(person),
    expects: (agreed) => (!agreed.isOfProducer || agreed.isPublic ? null : agreed.roles.includes('officer') ? verdict : '403 forbidden'),
  });
  const bearer = (secret: string): Record<string, string> => ({ authorization: `Bearer ${secret}` });
  const byToken = (caller: Caller): Caller => ({
    ...caller,
    expects: (agreed) => {
      const verdict = caller.expects(agreed);
      return agreed.byCookieOnly && verdict === 'in' ? '403 forbidden' : verdict;
    },
  });
  return [
    refused('nobody', {}),
    {
      name: 'an officer whose mandate leaves out this right',
      headers: ({ right }) => cookieOf(without.get(right as Right) ?? officer), // asked only of routes with a right
      expects: ({ isOfProducer, right }) => (isOfProducer && right !== undefined ? '403 mandate-missing' : null),
    },
    own('the office of the province', 'province', cookieOf(province)),
    own('an officer with every right', 'officer', cookieOf(officer)),
    own('the own people', 'producer', cookieOf(owner)),
    byToken(own('a program of the own people', 'producer', bearer(ownToken))),
    own('the operator', 'operator', cookieOf(operator)),
    foreign('the people of another producer', 'producer', cookieOf(stranger)),
    byToken(foreign('a program of another producer', 'producer', bearer(otherToken))),
    foreign('the office of another province', 'province', cookieOf(otherProvince)),
    foreign('an officer of another producer only', 'officer', cookieOf(elsewhere)),
    officerWho('an officer outside the area', outside, '403 outside-area'),
    officerWho('an officer whose mandate was ended', ended, '403 mandate-ended'),
    refused('a session that was logged out', cookieOf(gone)),
    refused('a token that was revoked', bearer(revoked)),
    refused('an invented token', bearer('A'.repeat(43))),
    {
      name: 'the own people, from a page of somebody else',
      headers: () => ({ cookie: owner.cookie, origin: 'https://ke-gian.example', 'x-requested-with': 'XMLHttpRequest' }),
      expects: ({ method, isPublic }) => (UNSAFE.includes(method) && !isPublic ? '403 forbidden' : null),
    },
    {
      name: 'the own people, by a form without our header',
      headers: () => ({ cookie: owner.cookie }),
      expects: ({ method, isPublic }) => (UNSAFE.includes(method) && !isPublic ? '403 forbidden' : null),
    },
  ];
}

/** An answer as far as a cell looks at it. */
export interface Seen {
  readonly status: number;
  readonly code: string;
  readonly text: string;
  readonly headers: Readonly<Record<string, unknown>>;
}

/** Asks without a socket, and without an Idempotency-Key: whoever is let into a write is refused by the next check, so that cells do not disturb each other. */
export async function ask(app: TestApp, agreed: Agreed, path: string, headers: Readonly<Record<string, string>>): Promise<Seen> {
  const method = agreed.method as 'GET'; // the types of inject want to know it beforehand
  const answer = await app.app.inject({ method, url: path, headers });
  const isProblem = String(answer.headers['content-type']).startsWith('application/problem+json');
  const code = isProblem ? String(answer.json<{ type: string }>().type).replace('urn:problem:', '') : '';
  return { status: answer.statusCode, code, text: answer.payload, headers: answer.headers };
}

/** The path with the ids of `ids` (of a parameter, or of a folder and a parameter: `certificates/:id`); what is not known there is an id of nothing. */
export function pathOf({ pattern }: Agreed, ids: ReadonlyMap<string, string>): { readonly path: string; readonly isExact: boolean } {
  let isExact = true;
  const path = pattern.replace(/(?<=([\w-]+)\/):([A-Za-z]+)/g, (_, folder: string, name: string) => {
    const id = ids.get(`${folder}/:${name}`) ?? ids.get(name);
    isExact &&= id !== undefined;
    return id ?? newId();
  });
  return { path, isExact };
}

/** What is wrong with an answer; null: nothing. `isExact`: everything in the path exists, so "not found" is a refusal. */
export function faultOf(expected: Verdict, seen: Seen, isExact: boolean): string | null {
  const said = `${seen.status} ${seen.code}`.trim();
  if (seen.status >= 500) return `${expected} expected, fell over with ${said}`;
  if (expected !== 'in') return said === expected ? null : `${expected} expected, answered ${said}`;
  const isLetIn = seen.code === 'webhook-not-authentic' || (![401, 403].includes(seen.status) && !(isExact && seen.status === 404)); // the door asks for a signature
  return isLetIn ? null : `to be let in, answered ${said}`;
}
