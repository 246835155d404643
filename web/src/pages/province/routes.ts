export const provinceRoutes = {
  '/tinh/giay': () => import('./Papers.svelte'),
  '/tinh/do-phu': () => import('./Coverage.svelte'),
  '/tinh/danh-sach': () => import('./list/Lists.svelte'),
  '/tinh/ban-giao': () => import('./HandOver.svelte'),
  '/yeu-cau': () => import('./Requests.svelte'),
} as const;
