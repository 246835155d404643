import type { Page } from 'playwright-core';
import { newId } from '../../src/shared/kernel';
import { LONG_GOODS, LONG_NAME, type ConsoleScene } from './console-scene';
import type { KeptItem } from './phone-store';

/** A route, an address of it, and what is done there to see more of it. */
export type Example = readonly [
  route: string,
  address: string,
  then?: readonly (readonly [what: string, act: (page: Page) => Promise<void>])[],
];

export const nothing = async (): Promise<void> => undefined;
export const press =
  (...names: readonly (string | RegExp)[]) =>
  async (page: Page): Promise<void> => {
    for (const name of names) await page.locator('main, dialog[open]').last().getByRole('button', { name }).first().click();
  };
export const fill =
  (label: string | RegExp, text: string, ...names: readonly string[]) =>
  async (page: Page): Promise<void> => {
    await page.getByLabel(label).fill(text);
    await press(...names)(page);
  };
/** What pressing that button shows. */
export const open = (what: string, name: string | RegExp): readonly [string, (page: Page) => Promise<void>] => [what, press(name)];

/** What does not leave a phone by itself: a question between two editors, what was refused, what waits behind it, what the producer has to look at. */
export function stuck({ officer, goods }: ConsoleScene): KeptItem[] {
  const of = { author: officer.accountId, producerId: goods.producerId, whose: LONG_NAME };
  const id = newId();
  const question = { field: 'name', base: LONG_GOODS, mine: `${LONG_GOODS}, loại 1`, theirs: 'Mật ong bạc hà Đồng Văn' };
  const answered = { type: 'urn:problem:stale-version', title: 'Người khác vừa sửa', status: 409 };
  const fault = { pointer: '/name', message: 'Tên quá ngắn, cần ít nhất hai chữ.' };
  return [
    {
      ...{ ...of, method: 'patch', url: `${goods.home}/products/${goods.productId}`, what: `Sửa ${LONG_GOODS}`, state: 'question' },
      ...{ body: { name: question.mine }, base: { name: LONG_GOODS }, problem: { ...answered, questions: [question], current: {} } },
    },
    {
      ...{ ...of, method: 'post', url: `${goods.home}/products`, what: 'Đăng ký sản phẩm Rượu ngô men lá', state: 'refused', about: [id] },
      ...{ body: { id }, problem: { type: 'urn:problem:validation', title: 'Dữ liệu chưa đúng', status: 400, errors: [fault] } },
    },
    { ...of, method: 'put', url: `${goods.home}/products/${id}/stock`, what: 'Đếm kho Rượu ngô men lá', about: [id], body: { onHand: 3 } },
    { ...of, method: 'post', url: `${goods.home}/products`, what: 'Đăng ký sản phẩm Cam sành', state: 'held' },
  ];
}
