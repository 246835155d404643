export const productRoutes = {
  '/c/:producerId/san-pham': () => import('./Products.svelte'),
} as const;
