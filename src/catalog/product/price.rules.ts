import { mayOnlyPropose, showVnd, type Proposable } from '../../people';
import type { Actor } from '../../shared/http';
import { Problem, problems } from '../../shared/kernel';

type Prices = Readonly<Record<string, number>>;

/** Every price of a product: its packs' own, and what single platforms show instead. */
export function pricesOf(
  packs: readonly { readonly id: string; readonly priceVnd: number }[],
  overrides: Readonly<Record<string, { readonly prices: Prices }>>,
): Prices {
  const shown = Object.entries(overrides).flatMap(([platform, { prices }]) =>
    Object.entries(prices).map(([id, priceVnd]) => [`${platform} ${id}`, priceVnd] as const),
  );
  return Object.fromEntries([...packs.map(({ id, priceVnd }) => [id, priceVnd] as const), ...shown]);
}

/** Where an officer cannot propose a price, the prices have to stay. Throws: Problem forbidden. */
export function refusePricesOfHelper(actor: Actor, before: Prices, after: Prices): void {
  if (!mayOnlyPropose(actor)) return;
  const ids = new Set([...Object.keys(before), ...Object.keys(after)]);
  if ([...ids].some((id) => before[id] !== after[id]))
    throw new Problem(problems.forbidden, 'Việc này đổi giá, mà giá do người của chủ thể định; xin đề nghị giá mới ở từng quy cách.');
}

/** A price as it is put before the producer. */
export function priceProposal(asked: {
  readonly packId: string;
  readonly productName: string;
  readonly unit: string;
  readonly from: number;
  readonly to: number;
}): Proposable {
  const { packId, productName, unit, from, to } = asked;
  return {
    ...{ subject: packId, content: { before: { priceVnd: from }, after: { priceVnd: to } } },
    summaryVi: `Đổi giá ${productName}, ${unit}: ${showVnd(from)} → ${showVnd(to)}`,
    smsVi: `giá ${showVnd(from)} -> ${showVnd(to)}, ${unit} ${productName}`,
  };
}
