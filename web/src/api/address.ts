import type { paths } from './schema';

export type Method = 'get' | 'post' | 'put' | 'patch' | 'delete';

/** Routes that take the method. */
export type RouteOf<M extends Method> = {
  [P in keyof paths]: paths[P] extends Record<M, { responses: unknown }> ? P : never;
}[keyof paths];

type Operation<P extends keyof paths, M extends Method> = paths[P] extends Record<M, infer O> ? O : never;

/** What the route answers when all is well; undefined where it has no body. */
export type Answer<P extends keyof paths, M extends Method> =
  Operation<P, M> extends { responses: infer R }
    ? {
        [S in keyof R]: S extends 200 | 201 | 202 ? (R[S] extends { content: { 'application/json': infer B } } ? B : undefined) : never;
      }[keyof R]
    : never;

/** What the route takes as JSON. */
export type Body<P extends keyof paths, M extends Method> =
  Operation<P, M> extends { requestBody?: { content: { 'application/json': infer B } } } ? B : undefined;

type Query<P extends keyof paths> = paths[P] extends { get: { parameters: { query?: infer Q } } } ? Q : never;

/** The address of a route with its ids filled in. It remembers its route, so that answers and bodies are typed. */
export type Address<P extends keyof paths = keyof paths> = string & { readonly route?: P };

type Ids<P extends string> = P extends `${string}{${infer Name}}${infer Rest}` ? { [K in Name | keyof Ids<Rest>]: string } : unknown;
type Filled<P extends string> = unknown extends Ids<P> ? Record<never, never> : Ids<P>;

/** `at('/api/v1/producers/{producerId}/products', { producerId }, { q: 'chè' })`. A query value that is undefined or '' is left out. */
export function at<P extends keyof paths & string>(route: P, ids?: Filled<P>, query?: Query<P>): Address<P> {
  const filled = route.replace(/\{(\w+)\}/g, (_, name: string) =>
    encodeURIComponent(String((ids as Record<string, string> | undefined)?.[name] ?? '')),
  );
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query ?? {})) {
    if (value === undefined || value === null || value === '') continue;
    for (const one of Array.isArray(value) ? (value as unknown[]) : [value]) search.append(name, String(one));
  }
  const text = search.toString();
  return text === '' ? filled : `${filled}?${text}`;
}
