export const sellingRoutes = {
  '/c/:producerId/kho': () => import('./stock/StockList.svelte'),
  '/c/:producerId/kho/:productId': () => import('./stock/StockOf.svelte'),
  '/c/:producerId/don-hang': () => import('./order/Orders.svelte'),
  '/c/:producerId/don-hang/:orderId': () => import('./order/Order.svelte'),
} as const;
