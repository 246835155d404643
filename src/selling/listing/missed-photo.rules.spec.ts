import type { ListingIssue } from '../../platform';
import { lacksPhotos, photoIssues } from './missed-photo.rules';

const blurred: ListingIssue = { code: 'photo', field: 'photos', platformText: 'PRODUCT_IMAGE_EMPTY', adviceVi: 'Kiểm tra ảnh.' };
const dear: ListingIssue = { code: 'price', platformText: 'PRICE', adviceVi: 'Xem lại giá.' };

describe('photos that a platform lacks', () => {
  it.each([
    ['refused for a photo', { state: 'rejected', issues: [dear, blurred] }, true],
    ['refused for something else', { state: 'rejected', issues: [dear] }, false],
    ['on sale with fewer', { state: 'live', issues: [], photoCount: 2 }, true],
    ['on sale with all', { state: 'live', issues: [], photoCount: 3 }, false],
    ['on sale, and nobody says with how many', { state: 'live', issues: [] }, false],
    ['under review', { state: 'in-review', issues: [], photoCount: 0 }, false],
  ] as const)('%s', (_, found, expected) => {
    expect(lacksPhotos(found, 3)).toBe(expected);
  });

  it('are told as the platform tells them when it had come for them', () => {
    expect(photoIssues({ sku: 'A', state: 'rejected', issues: [blurred] }, 1, 0)).toEqual([blurred]);
    expect(photoIssues({ sku: 'A', state: 'live', issues: [], photoCount: 2 }, 3, 0)).toMatchObject([
      { code: 'photo', adviceVi: 'Sàn chỉ hiện 2 trong 3 ảnh đã gửi. Hãy thay ảnh bị bỏ rồi đăng lại.' },
    ]);
  });

  it('are no fault of the maker when it had not, and its words are kept', () => {
    expect(photoIssues({ sku: 'A', state: 'rejected', issues: [dear, blurred] }, 1, 1)).toMatchObject([
      dear,
      { code: 'photo-unfetched', platformText: 'PRODUCT_IMAGE_EMPTY' },
    ]);
    expect(photoIssues({ sku: 'A', state: 'live', issues: [], photoCount: 2 }, 3, 1)).toMatchObject([{ code: 'photo-unfetched' }]);
  });
});
