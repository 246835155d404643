export const outboxRoutes = {
  '/cho-gui': () => import('./Outbox.svelte'),
} as const;
