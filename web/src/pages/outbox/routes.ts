export const outboxRoutes = {
  '/cho-gui': () => import('./Outbox.svelte'),
  '/cho-gui/:seq': () => import('./Question.svelte'),
} as const;
