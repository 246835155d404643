export const sellingRoutes = {
  '/c/:producerId/kho': () => import('./stock/StockList.svelte'),
  '/c/:producerId/kho/:productId': () => import('./stock/StockOf.svelte'),
  '/c/:producerId/don-hang': () => import('./order/Orders.svelte'),
  '/c/:producerId/don-hang/:orderId': () => import('./order/Order.svelte'),
  '/c/:producerId/soan-hang': () => import('./order/PickList.svelte'),
  '/c/:producerId/tin-dang': () => import('./listing/Listings.svelte'),
  '/c/:producerId/tin-dang/:productId': () => import('./listing/ProductListings.svelte'),
  '/c/:producerId/dang-ban': () => import('./listing/Bulk.svelte'),
  '/c/:producerId/so-lieu': () => import('./figures/Figures.svelte'),
} as const;
