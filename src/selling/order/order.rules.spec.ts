import type { OrderStage } from '../../platform';
import { moveBetween, unitsIn } from '../stock/stock-move.rules';
import { advance, isFinal, mayAct } from './order.rules';

function permutations<T>(items: readonly T[]): T[][] {
  if (items.length <= 1) return [[...items]];
  return items.flatMap((item, i) => permutations([...items.slice(0, i), ...items.slice(i + 1)]).map((rest) => [item, ...rest]));
}

/** Plays events as the import does: stage by rank, stock by what the stage means. Answers the end state. */
function play(events: readonly OrderStage[]): { stage: OrderStage; onHand: number; promised: number } {
  let stage: OrderStage = 'unknown';
  let units = { held: 0, gone: 0 };
  let onHand = 0;
  let promised = 0;
  for (const seen of events) {
    stage = advance(stage, seen);
    const wanted = unitsIn(stage, 3, 1) ?? units;
    const move = moveBetween(units, wanted);
    onHand += move?.onHandChange ?? 0;
    promised += move?.promisedChange ?? 0;
    units = wanted;
  }
  return { stage, onHand, promised };
}

describe('the stages of an order', () => {
  const stories: Record<string, { events: OrderStage[]; end: ReturnType<typeof play> }> = {
    'sold and paid': {
      events: ['awaiting-seller', 'confirmed', 'ready-to-ship', 'picked-up', 'delivered', 'completed', 'unknown'],
      end: { stage: 'completed', onHand: -3, promised: 0 },
    },
    'sent back': {
      events: ['awaiting-seller', 'confirmed', 'ready-to-ship', 'picked-up', 'returning', 'returned', 'unknown'],
      end: { stage: 'returned', onHand: 0, promised: 0 },
    },
    'partly sent back': {
      events: ['awaiting-seller', 'confirmed', 'picked-up', 'delivered', 'returning', 'partly-returned'],
      end: { stage: 'partly-returned', onHand: -2, promised: 0 },
    },
    cancelled: {
      events: ['awaiting-seller', 'confirmed', 'ready-to-ship', 'cancelled'],
      end: { stage: 'cancelled', onHand: 0, promised: 0 },
    },
    'cancelled too late': {
      events: ['awaiting-seller', 'confirmed', 'cancelled', 'picked-up', 'delivered'],
      end: { stage: 'delivered', onHand: -3, promised: 0 },
    },
    lost: {
      events: ['awaiting-seller', 'confirmed', 'ready-to-ship', 'picked-up', 'lost'],
      end: { stage: 'lost', onHand: -3, promised: 0 },
    },
    'sent back, and called lost all the same': {
      events: ['awaiting-seller', 'picked-up', 'returned', 'lost'],
      end: { stage: 'returned', onHand: 0, promised: 0 },
    },
  };

  it.each(Object.entries(stories))('[OF2] end the same in every order of arrival: %s', (_name, { events, end }) => {
    for (const order of permutations(events)) expect(play(order)).toEqual(end);
    expect(play([...events, ...events, ...events])).toEqual(end);
  });

  it('know which acts are possible', () => {
    expect(mayAct('awaiting-seller', 'confirm')).toBe(true);
    expect(mayAct('picked-up', 'cancel')).toBe(false);
    expect(isFinal('cancelled')).toBe(true);
    expect(isFinal('delivered')).toBe(false);
  });
});
