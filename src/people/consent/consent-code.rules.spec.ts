import { codeText } from '../code/code.rules';
import { askedVi, contentOfConsents, type Awaiting } from './consent-code.rules';
import { PURPOSES, type PurposeCode } from './consent.rules';

const waiting = (purpose: PurposeCode, platformName: string | null = null): Awaiting => ({
  ...{ id: `id of ${purpose}`, purpose, textVersion: 1, sha256: 'ab', platformName },
});

describe('the message that asks a household to agree', () => {
  it('[PD8] says who asks, what for and from whom', () => {
    const asked = askedVi('Nguyễn Văn Hùng', 'Hộ Vàng Thị Mỷ', [waiting('register-profile'), waiting('officer-acts-for-me')]);
    expect(codeText('012345', 'consent', asked)).toBe(
      'Len San: ma 012345 de dong y: Nguyen Van Hung xin lam thay, luu ho so cho Ho Vang Thi My. Het han sau 10 phut. Chi dua ma neu dong y.',
    );
  });

  it('[PD8] fits in one message with none of the three lost, however long the names and many the purposes', () => {
    const all = PURPOSES.map((purpose) => waiting(purpose, purpose === 'publish-on-platform' ? 'Voso (thực hành)' : null));
    const text = codeText('012345', 'consent', askedVi('Nguyễn Thị Thanh Hương Giang Ly', 'Hợp tác xã nông nghiệp sạch Đồng Văn', all));
    expect(text.length).toBeLessThanOrEqual(160);
    expect(text).toMatch(/Nguyen Thi Thanh Huon\.\. xin lam thay, luu ho so \+6 viec cho Hop tac xa nong nghiep.*\.\. Het han/);
  });
});

describe('what a code is bound to', () => {
  it('[N3] changes with a text, a purpose, a version, who asks and the number; not with the order', () => {
    const both = [waiting('register-profile'), waiting('officer-acts-for-me')];
    const content = contentOfConsents(both, 'officer', '+84912345678');
    expect(contentOfConsents([...both].reverse(), 'officer', '+84912345678')).toBe(content);
    const [first, second] = both as [Awaiting, Awaiting];
    const others = [
      contentOfConsents([first], 'officer', '+84912345678'),
      contentOfConsents([{ ...first, textVersion: 2 }, second], 'officer', '+84912345678'),
      contentOfConsents([{ ...first, sha256: 'cd' }, second], 'officer', '+84912345678'),
      contentOfConsents(both, 'another', '+84912345678'),
      contentOfConsents(both, 'officer', '+84912345679'),
    ];
    expect(new Set([content, ...others]).size).toBe(6);
  });
});
