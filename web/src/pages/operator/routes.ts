export const operatorRoutes = {
  '/van-hanh/gian-hang': () => import('./Shops.svelte'),
  '/van-hanh/gian-hang/moi': () => import('./ShopForm.svelte'),
  '/van-hanh/gian-hang/:connectionId': () => import('./Shop.svelte'),
  '/van-hanh/su-co': () => import('./Failures.svelte'),
  '/van-hanh/tin-nhan': () => import('./Unsent.svelte'),
  '/van-hanh/tai-khoan': () => import('./Accounts.svelte'),
} as const;
