export const peopleRoutes = {
  '/c/:producerId/ai-lam-gi': () => import('./Acts.svelte'),
  '/c/:producerId/de-xuat': () => import('./Proposals.svelte'),
  '/c/:producerId/dong-y': () => import('./Consents.svelte'),
  '/c/:producerId/du-lieu': () => import('./Data.svelte'),
  '/c/:producerId/dien-thoai': () => import('./Phone.svelte'),
} as const;
