import { createHash } from 'node:crypto';
import { constants } from 'node:zlib';
import compress from '@fastify/compress';
import type { FastifyInstance } from 'fastify';

/** Shorter answers fit one packet as they are. Units: bytes. */
const WORTH_BYTES = 1_024;
const JSON_TYPE = /^application\/(problem\+)?json(;|$)|^application\/x-ndjson(;|$)/;
/** What is read, again and again, over a weak line. Answers to writes hold codes and tokens: they are never compressed, so that their length tells nothing of them. */
const isRead = (method: string | string[], url: string): boolean => [method].flat().includes('GET') && url.startsWith('/api/');

/**
 * Makes reading cheap: JSON is compressed, and who has it already (If-None-Match) gets an empty 304. The tag is made of what the answer says, so nobody can
 * forget to raise it. The door, files and writes are left alone.
 */
export async function addLightAnswers(server: FastifyInstance): Promise<void> {
  server.addHook('onSend', (request, reply, payload, done) => {
    const type = reply.getHeader('content-type');
    const isTagged = isRead(request.method, request.url) && reply.statusCode === 200 && !reply.hasHeader('etag');
    if (!isTagged || typeof payload !== 'string' || typeof type !== 'string' || !JSON_TYPE.test(type)) return done(null, payload);
    // Weak, because the same words travel compressed and not.
    const tag = `W/"${createHash('sha256').update(payload).digest('base64url').slice(0, 32)}"`;
    void reply.header('etag', tag);
    if (!isKnown(request.headers['if-none-match'], tag)) return done(null, payload);
    void reply.code(304).removeHeader('content-type').removeHeader('content-length');
    done(null, null);
  });
  const options = {
    ...{ threshold: WORTH_BYTES, customTypes: JSON_TYPE, encodings: ['br' as const, 'gzip' as const] },
    brotliOptions: { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } }, // 11, the default, takes 50 times as long
  };
  server.addHook('onRoute', (route) => {
    route.compress = isRead(route.method, route.url) ? options : false;
  });
  // A body that swells when it is unpacked would pass the limit of bodies.
  await server.register(compress, { global: false, globalDecompression: false });
}

/** RFC 9110, 13.1.2: a list of tags, compared weakly, or `*`. */
export function isKnown(ifNoneMatch: string | undefined, tag: string): boolean {
  if (ifNoneMatch === undefined) return false;
  const bare = (each: string): string => each.trim().replace(/^W\//, '');
  return ifNoneMatch.trim() === '*' || ifNoneMatch.split(',').some((each) => bare(each) === bare(tag));
}
