export const todoRoutes = {
  '/': () => import('./Todo.svelte'),
  '/c/:producerId': () => import('./Todo.svelte'),
} as const;
