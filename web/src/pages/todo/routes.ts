export const todoRoutes = {
  '/': () => import('./Todo.svelte'),
  '/c/:producerId': () => import('./TodoHere.svelte'),
} as const;
