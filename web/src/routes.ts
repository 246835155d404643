import { createRouter } from 'sv-router';
import { accountRoutes } from './pages/account/routes';
import { householdRoutes } from './pages/household/routes';
import { operatorRoutes } from './pages/operator/routes';
import { outboxRoutes } from './pages/outbox/routes';
import { peopleRoutes } from './pages/people/routes';
import { productRoutes } from './pages/product/routes';
import { provinceRoutes } from './pages/province/routes';
import { sellingRoutes } from './pages/selling/routes';
import { todoRoutes } from './pages/todo/routes';

/**
 * Every page, each loaded when it is opened. Pages of one producer lie under /c/:producerId, for its own people and for whoever helps.
 * Links: `href={p('/c/:producerId/san-pham', { params: { producerId } })}`.
 */
const router = createRouter({
  ...todoRoutes,
  ...productRoutes,
  ...sellingRoutes,
  ...peopleRoutes,
  ...householdRoutes,
  ...outboxRoutes,
  ...provinceRoutes,
  ...operatorRoutes,
  ...accountRoutes,
  '*': () => import('./pages/NotFound.svelte'),
});
export const { navigate, route, isActive } = router;

/** A page's whole address. The router knows where the console lies only once it is shown, which is later than the menu. */
export function whole(path: string): string {
  return path === '/app' ? '/app/' : path.startsWith('/app/') ? path : `/app${path}`;
}

/** The address of a page, as it may be opened anywhere. */
export const p: typeof router.p = (...args) => whole(router.p(...args));

/** Whose page it is; known before the router is. */
export function producerInAddress(): string | undefined {
  return (route.params as { producerId?: string }).producerId ?? /^\/app\/c\/([^/]+)/.exec(whole(route.pathname))?.[1];
}

const last: Record<string, string> = {};

/** A part of the address: `const producerId = $derived(param('producerId'))`. While the page is being left it stays what it was. */
export function param(name: string): string {
  const now = (route.params as Record<string, string | undefined>)[name];
  if (now !== undefined) last[name] = now;
  return last[name] ?? '';
}
