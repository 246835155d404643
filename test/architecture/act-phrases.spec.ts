import document from '../../docs/openapi.json';
import { ACCESS, PHRASES } from '../../src/people';

/** Writes that do not go through `Writes.run`, each with the reason why no act is missing. */
const WITHOUT_KEY: Readonly<Record<string, string>> = {
  'POST /api/v1/session': 'concerns no producer; the session itself is the record',
  'DELETE /api/v1/session': 'the same',
  'POST /api/v1/claims': 'nobody is known yet; the code stands in `one_time_code`',
  'POST /api/v1/claims/confirm': 'ClaimService writes the acts',
  'POST /api/v1/session/codes': 'nobody is known yet; the code stands in `one_time_code`',
  'POST /api/v1/session/with-code': 'as logging in by password',
  'POST /api/v1/password/codes': 'nobody is known yet; the code stands in `one_time_code`',
  'POST /api/v1/password/reset': 'EntryByCode writes the act',
  'POST /api/v1/reference/check': 'writes nothing',
  'POST /api/v1/reference/old-places/resolve': 'writes nothing',
  'POST /api/v1/connections/:id/test': 'changes nothing; every call to a platform stands in `exchange`',
  'POST /webhooks/:platform/:connectionId': 'no person does it; what came stands in `delivery`',
  'POST /webhooks/sms': 'what came stands in `incoming_message`',
  'POST /api/v1/producers/:producerId/uploads': 'UploadService writes the act',
  'PATCH /api/v1/producers/:producerId/uploads/:uploadId': 'UploadService writes the act of the last part; the others bring bytes only',
  'DELETE /api/v1/producers/:producerId/uploads/:uploadId': 'UploadService writes the act',
};

const writing = Object.keys(ACCESS).filter((route) => /^(POST|PUT|PATCH|DELETE) /.test(route));

describe('what was done, in words', () => {
  it('[PD4] every writing route of the access table has a phrase in src/people/act/act.phrases.ts, and no phrase is without a route', () => {
    expect(writing.length).toBeGreaterThan(60);
    const phrases = Object.keys(PHRASES).filter((what) => !what.startsWith('job '));
    expect(phrases.sort()).toEqual([...writing].sort());
  });

  it('phrases go on after a name: no capital letter, no full stop', () => {
    const odd = Object.values(PHRASES).filter((phrase) => !/^\p{Ll}.*[^.\s]$/u.test(phrase));
    expect(odd).toEqual([]);
  });

  it('[PD4] every writing route runs as a write that leaves an act, or is named here with the reason', () => {
    interface Operation {
      readonly parameters?: readonly { readonly name?: string }[];
    }
    const paths: Readonly<Record<string, Readonly<Record<string, Operation>>>> = document.paths;
    const withKey = Object.entries(paths).flatMap(([path, operations]) =>
      Object.entries(operations).flatMap(([method, { parameters = [] }]) =>
        parameters.some(({ name }) => name === 'Idempotency-Key') ? [`${method.toUpperCase()} ${path.replace(/\{(\w+)\}/g, ':$1')}`] : [],
      ),
    );
    expect(writing.filter((route) => !withKey.includes(route)).sort()).toEqual(Object.keys(WITHOUT_KEY).sort());
  });
});
