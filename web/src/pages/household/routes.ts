export const householdRoutes = {
  '/ho': () => import('./Households.svelte'),
  '/ho/moi': () => import('./Visit.svelte'),
  '/ho/moi/:visitId': () => import('./Visit.svelte'),
  '/tui': () => import('./Bag.svelte'),
  '/uy-quyen': () => import('./Mandates.svelte'),
  '/c/:producerId/ai-giup': () => import('./Helpers.svelte'),
} as const;
