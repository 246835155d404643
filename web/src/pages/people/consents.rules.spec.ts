import { stillToGive } from './consents.rules';

const text = (purpose: string, version: number, platform: string | null = null) => ({
  purpose,
  platform,
  version,
  effectiveFrom: '2026-01-01',
});

describe('what may be agreed to', () => {
  it('is the newest text of each purpose and platform', () => {
    expect(
      stillToGive(
        [text('publish-on-platform', 1, 'voso'), text('publish-on-platform', 2, 'voso'), text('publish-on-platform', 1, 'postmart')],
        [],
      ),
    ).toEqual([text('publish-on-platform', 2, 'voso'), text('publish-on-platform', 1, 'postmart')]);
  });

  it('is not what counts already, and again what no longer does', () => {
    const texts = [text('bank-account', 1), text('training-records', 1)];
    expect(
      stillToGive(texts, [
        { purpose: 'bank-account', platform: null, counts: true },
        { purpose: 'training-records', platform: null, counts: false },
      ]),
    ).toEqual([text('training-records', 1)]);
  });
});
