import refusals from './fixtures/refusals.json';
import { isBelowHold, isProductLocked, isSystemError, toFailure, toReviewIssue } from './refusal.rules';

describe('texts are the only error codes', () => {
  it.each(refusals.cases)('$status $message', ({ status, message, failure }) => {
    expect(toFailure(status, message).failure).toEqual(failure);
  });

  it('one wrong field names our field and says in Vietnamese what to do', () => {
    const error = toFailure(400, 'Incorrect data: PRODUCT_NAME');

    expect(error.failure).toEqual({
      kind: 'rejected',
      issues: [
        { code: 'text', field: 'title', platformText: 'Incorrect data: PRODUCT_NAME', adviceVi: expect.stringContaining('150 byte') },
      ],
    });
  });

  it('a list of texts gives one issue each, with the words kept', () => {
    const error = toFailure(400, ['Incorrect data: CATEGORY_ID', 'Incorrect data: LIST_IMAGE', 'Something new']);

    expect(error.platformText).toBe('Incorrect data: CATEGORY_ID · Incorrect data: LIST_IMAGE · Something new');
    expect(error.failure).toMatchObject({
      kind: 'rejected',
      issues: [{ code: 'category' }, { code: 'photo' }, { code: 'other', platformText: 'Something new' }],
    });
  });

  it.each([null, '', [], [5], {}, undefined])(
    'a refusal whose text is %p says nothing: malformed, not rejected without an issue',
    (message) => {
      expect(toFailure(400, message).failure).toEqual({ kind: 'malformed' });
    },
  );

  it('keeps apart what has the same kind', () => {
    expect(isProductLocked(toFailure(403, 'Product is locked'))).toBe(true);
    expect(isBelowHold(toFailure(409, 'Quantity is less than holding quantity'))).toBe(true);
    expect(isSystemError(toFailure(500, 'System error'))).toBe(true);
    expect(isSystemError(toFailure(429, 'System busy, please try again'))).toBe(false);
  });
});

describe('reasons of a review', () => {
  it.each([
    [101, 'photo'],
    [102, 'text'],
    [103, 'category'],
    [104, 'certificate-missing'],
    [105, 'certificate-expired'],
    [106, 'price'],
    [199, 'other'],
    [777, 'other'],
    [null, 'other'],
  ])('%p means %s', (reason, code) => {
    const issue = toReviewIssue(reason, 'lời của sàn');

    expect(issue).toMatchObject({ code, platformText: 'lời của sàn' });
    expect(issue.adviceVi.length).toBeGreaterThan(10);
  });
});
