import type { FastifyInstance, FastifyRequest } from 'fastify';
import { Problem, problems } from '../kernel';
import { faultOfBody } from './body.rules';

/** Largest body but for uploads. Units: bytes. */
export const BODY_LIMIT = 1_048_576;

/** Where platforms call us: bodies there stay bytes, whatever they claim to be, because signatures are made over bytes. */
export const DOOR_PREFIX = '/webhooks/';

/** Parsers of request bodies: JSON that is safe to copy about, bytes for the door, nothing else. Multipart has its own plugin. */
export function addBodyParsers(server: FastifyInstance): void {
  server.removeAllContentTypeParsers();
  server.addContentTypeParser(['application/json'], { parseAs: 'buffer', bodyLimit: BODY_LIMIT }, (request, body, done) => {
    const bytes = body as Buffer; // parseAs: 'buffer'
    if (request.url.startsWith(DOOR_PREFIX)) return done(null, bytes);
    try {
      request.rawBody = bytes;
      done(null, parseJson(request, bytes));
    } catch (error) {
      done(error as Error); // parseJson throws nothing but Problem
    }
  });
  // Parts of files stay a stream, which the upload's own handler reads and bounds.
  server.addContentTypeParser('application/offset+octet-stream', (_request, _payload, done) => done(null));
  server.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: BODY_LIMIT }, (request, body, done) => {
    if (request.url.startsWith(DOOR_PREFIX)) return done(null, body);
    done(new Problem(problems.unsupportedMedia, 'Hãy gửi JSON (content-type: application/json).'));
  });
}

function parseJson(request: FastifyRequest, bytes: Buffer): unknown {
  if (request.headers['content-encoding'] !== undefined && request.headers['content-encoding'] !== 'identity') {
    throw new Problem(problems.unsupportedMedia, 'Nội dung nén không được hỗ trợ.');
  }
  if (bytes.length === 0) return undefined; // many clients name the type of a body they do not send
  let body: unknown;
  try {
    body = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    throw new Problem(problems.badRequest, 'Nội dung không phải JSON hợp lệ (UTF-8).');
  }
  const fault = faultOfBody(body);
  if (fault) throw new Problem(problems.badRequest, fault.message, {}, [fault]);
  return body;
}
