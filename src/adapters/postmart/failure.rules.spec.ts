import { failureOf, pageText, refusalIn, refusalOf } from './failure.rules';
import fixture from './fixtures/refusals.json';

const envelope = (message: string, description: string): Buffer =>
  Buffer.from(
    JSON.stringify({ status: 400, timestamp: '2026-11-21T04:07:16.123+00:00', error: 'Bad Request', message, description, path: '/x' }),
  );

describe('what a refusal of Postmart means', () => {
  it.each(fixture.cases)('$status $message $description → $kind $reason $issue', ({ status, message, description, kind, ...more }) => {
    const refusal = refusalIn(envelope(message, description));
    const failure = failureOf(status, refusal, {});

    expect(failure).toMatchObject({
      kind,
      ...(more.reason ? { reason: more.reason } : {}),
      ...(more.outcome ? { outcome: more.outcome } : {}),
    });
    if (failure.kind !== 'rejected') return;
    const [issue] = failure.issues;
    expect(issue).toMatchObject({ code: more.issue, platformText: description ? `${message}: ${description}` : message });
    expect(issue?.field).toBe(more.field);
    expect(issue?.adviceVi).not.toBe('');
  });

  it('names the new category in the advice', () => {
    const failure = failureOf(409, refusalIn(envelope('CATEGORY_CHANGED', 'NS010204')), {});

    expect(failure).toMatchObject({ issues: [{ adviceVi: expect.stringContaining('NS010204') }] });
  });

  it.each([
    [403, { kind: 'forbidden', reason: 'caller-refused' }],
    [404, { kind: 'malformed' }],
    [302, { kind: 'malformed' }],
    [422, { kind: 'malformed' }],
    [502, { kind: 'unavailable', outcome: 'unknown' }],
  ])('%s with a page of HTML', (status, failure) => {
    const page = Buffer.from('<html><body><h1>Trang lỗi</h1></body></html>');

    expect(refusalIn(page)).toBeNull();
    expect(failureOf(status, refusalIn(page), {})).toEqual(failure);
    expect(pageText(status, page)).toBe(`HTTP ${status} Trang lỗi`);
  });

  it.each([
    [{ 'retry-after': '2' }, 2000],
    [{ 'retry-after': '1224' }, 1_224_000],
    [{ 'retry-after': 'Sat, 21 Nov 2026 04:00:30 GMT', date: 'Sat, 21 Nov 2026 04:00:00 GMT' }, 30_000],
    [{ 'retry-after': 'soon' }, undefined],
    [{}, undefined],
  ])('429 with %j waits %s ms', (headers, retryAfterMs) => {
    expect(failureOf(429, null, headers)).toEqual(
      retryAfterMs === undefined ? { kind: 'rate-limited' } : { kind: 'rate-limited', retryAfterMs },
    );
  });

  it('reads the code of a batch entry out of its sentence', () => {
    expect(refusalOf('SKU_DUPLICATE: sku X exists already')).toEqual({
      code: 'SKU_DUPLICATE',
      detail: 'sku X exists already',
      text: 'SKU_DUPLICATE: sku X exists already',
    });
    expect(refusalOf('Có lỗi xảy ra').code).toBe('');
  });
});
