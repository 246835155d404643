export const provinceRoutes = {
  '/tinh/giay': () => import('./Papers.svelte'),
  '/yeu-cau': () => import('./Requests.svelte'),
} as const;
