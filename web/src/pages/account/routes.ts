export const accountRoutes = {
  '/tai-khoan': () => import('./Account.svelte'),
  '/them': () => import('./More.svelte'),
} as const;
