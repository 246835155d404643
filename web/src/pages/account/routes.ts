export const accountRoutes = {
  '/tai-khoan': () => import('./Account.svelte'),
  '/them': () => import('./More.svelte'),
  '/c/:producerId/them': () => import('./More.svelte'),
} as const;
