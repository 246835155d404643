export const provinceRoutes = {
  '/tinh/giay': () => import('./Papers.svelte'),
  '/tinh/do-phu': () => import('./Coverage.svelte'),
  '/yeu-cau': () => import('./Requests.svelte'),
} as const;
