import { p } from '../../routes';
import { placeOf } from './gap-place.rules';

/** The page and the field at which a gap (`field` of readiness, of why-not-live, of a next step) is mended; undefined: nowhere here. */
export function hrefOf(producerId: string, productId: string, field: string): string | undefined {
  if (field.startsWith('consents.')) return p('/c/:producerId/dong-y', { params: { producerId } });
  const place = placeOf(field);
  if (!place) return undefined;
  const params = { producerId, productId };
  const search = place.field === undefined ? undefined : { o: place.field };
  switch (place.part) {
    case 'thong-tin':
      return p('/c/:producerId/san-pham/:productId/thong-tin', { params, search });
    case 'anh':
      return p('/c/:producerId/san-pham/:productId/anh', { params });
    case 'quy-cach':
      return p('/c/:producerId/san-pham/:productId/quy-cach', { params });
    case 'lo':
      return p('/c/:producerId/san-pham/:productId/lo', { params });
    case 'giay-to':
      return p('/c/:producerId/san-pham/:productId/giay-to', { params, search });
    case 'san':
      return p('/c/:producerId/san-pham/:productId/san/:platform', { params: { ...params, platform: place.platform ?? '' }, search });
  }
}
