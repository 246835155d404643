import type { components } from '../../api/schema';
import type { IconName } from '../../parts/Icon.svelte';
import { p } from '../../routes';
import { hrefOf } from '../product/gap-link';

type Step = components['schemas']['NextStepDto'];
type Kind = Step['link']['kind'];

export const ICONS: Readonly<Record<Kind, IconName>> = {
  order: 'order',
  'pick-list': 'bag',
  paper: 'paper',
  papers: 'paper',
  consents: 'shield',
  mandates: 'people',
  proposal: 'check',
  'late-work': 'history',
  product: 'product',
  products: 'product',
  listing: 'shop',
  stock: 'stock',
  producer: 'person',
  request: 'paper',
  connection: 'pulse',
};

/** A paper that ends gets another in its place; one without a file gets its file. */
function paperSearch(code: string, paperId: string | undefined): Record<string, string> | undefined {
  if (paperId === undefined) return undefined;
  return code === 'paper-ends' || code === 'renewal-due' ? { thay: paperId } : { o: paperId };
}

/** The page on which a step is done. */
export function placeOf({ code, producerId, link }: Pick<Step, 'code' | 'producerId' | 'link'>): string {
  const { kind, orderId, productId, connectionId, field, documentId, certificateId } = link;
  if (producerId === null) {
    if (kind === 'connection' && connectionId !== undefined) return p('/van-hanh/gian-hang/:connectionId', { params: { connectionId } });
    return kind === 'request' ? p('/yeu-cau') : p('/van-hanh/su-co');
  }
  const params = { producerId };
  switch (kind) {
    case 'order':
      return orderId === undefined
        ? p('/c/:producerId/don-hang', { params })
        : p('/c/:producerId/don-hang/:orderId', { params: { producerId, orderId } });
    case 'pick-list':
      return p('/c/:producerId/soan-hang', { params });
    case 'consents':
      return p('/c/:producerId/dong-y', { params });
    case 'proposal':
      return p('/c/:producerId/de-xuat', { params });
    case 'listing':
      return productId === undefined
        ? p('/c/:producerId/tin-dang', { params })
        : p('/c/:producerId/tin-dang/:productId', { params: { producerId, productId } });
    case 'stock':
      return productId === undefined
        ? p('/c/:producerId/kho', { params })
        : p('/c/:producerId/kho/:productId', { params: { producerId, productId } });
    case 'product':
      if (productId === undefined) return p('/c/:producerId/san-pham', { params });
      if (code === 'publish') return p('/c/:producerId/tin-dang/:productId', { params: { producerId, productId } });
      return (
        (field === undefined ? undefined : hrefOf(producerId, productId, field)) ??
        p('/c/:producerId/san-pham/:productId', { params: { producerId, productId } })
      );
    case 'request':
      return p('/yeu-cau');
    case 'connection':
      return connectionId === undefined ? p('/van-hanh/su-co') : p('/van-hanh/gian-hang/:connectionId', { params: { connectionId } });
    case 'paper':
    case 'papers': {
      const search = paperSearch(code, documentId ?? certificateId);
      return productId === undefined
        ? p('/c/:producerId/giay-to', { params, search })
        : p('/c/:producerId/san-pham/:productId/giay-to', { params: { producerId, productId }, search });
    }
    case 'mandates':
    case 'late-work':
      return p('/c/:producerId/ai-giup', { params });
    case 'products':
      return code === 'product-none' ? p('/c/:producerId/san-pham/moi', { params }) : p('/c/:producerId/san-pham', { params });
    case 'producer':
      return p('/c/:producerId/dien-thoai', { params });
  }
}
