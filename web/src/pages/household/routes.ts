export const householdRoutes = {
  '/ho': () => import('./Households.svelte'),
  '/ho/moi': () => import('./Visit.svelte'),
  '/ho/moi/:visitId': () => import('./Visit.svelte'),
  '/tui': () => import('./Bag.svelte'),
  '/tap-duot': () => import('./Practice.svelte'),
  '/uy-quyen': () => import('./Mandates.svelte'),
  '/c/:producerId/ai-giup': () => import('./Helpers.svelte'),
} as const;
