import type { Access } from '../src/people';

/** Route → who may use it, as one line of docs/access.txt says it: `producer officer:product.edit operator` or `everybody`. */
export type AccessList = ReadonlyMap<string, string>;

const HEAD = `# Who may use which route: what was agreed, for people to read and for tests to hold the program against.
# \`npm run openapi\` adds lines of new routes and drops those of routes that are gone. A line that is there is changed by hand only, and read by a second person.
# "officer:x" is an officer with a mandate that names the right x, in his or her area. A path with :producerId is for those who have to do with the producer.
# "+traced=x": whoever takes it is written down. "+sessionOnly": by a browser only, not by a token.
`;

/** One entry of the access table in the words of the list. */
export function wordsOf(access: Access): string {
  if ('public' in access) return 'everybody';
  const { allow, right, ...more } = access;
  const roles = allow.map((role) => (role === 'officer' && right !== undefined ? `officer:${right}` : role)).sort();
  const flags = Object.entries(more).map(([name, value]) => (value === true ? `+${name}` : `+${name}=${String(value)}`));
  return [...(roles.length > 0 ? roles : ['nobody']), ...flags.sort()].join(' ');
}

/** Throws: Error for a line that is none. */
export function readAccessList(text: string): AccessList {
  const list = new Map<string, string>();
  for (const line of text.split('\n')) {
    if (line.trim() === '' || line.startsWith('#')) continue;
    const [route, words, ...rest] = line.split(' = ');
    if (!route || !words || rest.length > 0) throw new Error(`not a line of the access list: ${line}`);
    if (list.has(route) && list.get(route) !== words) throw new Error(`${route} has two lines: ${list.get(route)} and ${words}`);
    list.set(route, words);
  }
  return list;
}

export function writeAccessList(list: AccessList): string {
  const place = (route: string): string => route.split(' ').reverse().join(' '); // by path, so that what belongs together stands together
  const routes = [...list.keys()].sort((a, b) => (place(a) < place(b) ? -1 : 1));
  return `${HEAD}\n${routes.map((route) => `${route} = ${list.get(route) ?? ''}\n`).join('')}`;
}

/** The list with the routes that the table has now. What is said of a route that stays is not touched. */
export function renewed(list: AccessList, table: Readonly<Record<string, Access>>): AccessList {
  return new Map(Object.entries(table).map(([route, access]) => [route, list.get(route) ?? wordsOf(access)]));
}

/** Where the table says something else than the list. */
export function differences(list: AccessList, table: Readonly<Record<string, Access>>): string[] {
  const routes = [...new Set([...list.keys(), ...Object.keys(table)])];
  return routes.flatMap((route) => {
    const [agreed, access] = [list.get(route), table[route]];
    const now = access === undefined ? undefined : wordsOf(access);
    return agreed === now ? [] : [`${route}: agreed ${agreed ?? 'nothing'}, the table says ${now ?? 'nothing'}`];
  });
}
