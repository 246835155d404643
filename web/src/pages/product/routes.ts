export const productRoutes = {
  '/c/:producerId/san-pham': () => import('./Products.svelte'),
  '/c/:producerId/san-pham/moi': () => import('./register/Register.svelte'),
  '/c/:producerId/san-pham/:productId': () => import('./page/ProductPage.svelte'),
  '/c/:producerId/san-pham/:productId/thong-tin': () => import('./page/Details.svelte'),
  '/c/:producerId/san-pham/:productId/anh': () => import('./page/Photos.svelte'),
  '/c/:producerId/san-pham/:productId/quy-cach': () => import('./page/Packs.svelte'),
  '/c/:producerId/san-pham/:productId/lo': () => import('./page/Lots.svelte'),
  '/c/:producerId/san-pham/:productId/san/:platform': () => import('./page/Own.svelte'),
  '/c/:producerId/san-pham/:productId/lich-su': () => import('./page/History.svelte'),
  '/c/:producerId/san-pham/:productId/giay-to': () => import('./papers/ProductPapers.svelte'),
  '/c/:producerId/giay-to': () => import('./papers/Papers.svelte'),
  '/c/:producerId/nhap-bang': () => import('./table/Table.svelte'),
} as const;
