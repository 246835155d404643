import { type PracticeVoso, failing, startPracticeVoso } from '../../../test/support/practice-voso';
import type { Call } from '../../platform/contract';
import { toVnd } from '../../shared/kernel';

describe('Voso over real HTTP: changes and stock', () => {
  let voso: PracticeVoso;
  let call: Call;
  beforeAll(async () => {
    voso = await startPracticeVoso();
  });
  beforeEach(async () => {
    await voso.sim('/reset');
    call = await voso.call();
  });
  afterAll(() => voso.stop());

  describe('editing', () => {
    it('replaces the content and never the quantity', async () => {
      const ref = await voso.live(call, 40);
      await voso.buy(ref.sku, 3);

      await voso.adapter.edit(call, ref, await voso.draft(call, { sku: ref.sku, title: 'Tên mới', price: toVnd(360_000) }), 'k');

      expect(await voso.adapter.readListing(call, ref)).toMatchObject({ title: 'Tên mới', price: 360_000, sellable: 37, reserved: 3 });
    });

    it('while a person looks at it: being reviewed', async () => {
      const draft = await voso.draft(call);
      const { externalId } = await voso.adapter.publish(call, draft, 'k');

      await expect(voso.adapter.edit(call, { sku: draft.sku, externalId }, draft, 'k')).rejects.toEqual(
        failing({ kind: 'conflict', reason: 'being-reviewed' }),
      );
    });

    it('finds the product by SKU when its number was never learnt, and says when there is none', async () => {
      const { sku } = await voso.live(call);
      const draft = await voso.draft(call, { sku, unit: 'lọ' });

      await expect(voso.adapter.edit(call, { sku }, draft, 'k')).resolves.toHaveProperty('externalId');
      await expect(voso.adapter.edit(call, { sku: 'KHONG-CO' }, draft, 'k')).rejects.toEqual(failing({ kind: 'not-found' }));
    });
  });

  it('hide, show and remove may each be asked twice', async () => {
    const ref = await voso.live(call);
    const state = async () => (await voso.adapter.readListing(call, ref))?.state;

    await voso.adapter.setVisible(call, ref, false);
    await voso.adapter.setVisible(call, ref, false);
    expect(await state()).toBe('hidden');
    await voso.adapter.setVisible(call, ref, true);
    await voso.adapter.setVisible(call, ref, true);
    expect(await state()).toBe('live');
    await voso.adapter.remove(call, ref);
    await voso.adapter.remove(call, ref);
    expect(await state()).toBeUndefined();
    await voso.adapter.remove(call, { sku: 'KHONG-CO' });
  });

  describe('stock', () => {
    it('sets the sellable number and tells what open orders hold', async () => {
      const ref = await voso.live(call, 10);
      await voso.buy(ref.sku, 4);

      expect(await voso.adapter.setStock(call, [{ ref, quantity: 20 }])).toEqual([{ ok: true, reserved: 4 }]);
      expect(await voso.product(ref.sku)).toMatchObject({ sellable: 20, reserved: 4 });
    });

    it('finds a product by SKU, and answers for each item in its place', async () => {
      const ref = await voso.live(call);

      const results = await voso.adapter.setStock(call, [
        { ref: { sku: 'KHONG-CO' }, quantity: 1 },
        { ref: { sku: ref.sku }, quantity: 7 },
        { ref: { sku: 'SAI', externalId: '1' }, quantity: 1 },
      ]);

      expect(results).toMatchObject([{ ok: false, code: 'not-found' }, { ok: true }, { ok: false, code: 'not-found' }]);
      expect((await voso.product(ref.sku))?.sellable).toBe(7);
    });

    it('below what is held, where the platform minds', async () => {
      const ref = await voso.live(call, 10);
      await voso.buy(ref.sku, 4);
      await voso.fault('enforceHold', true);

      expect(await voso.adapter.setStock(call, [{ ref, quantity: 3 }])).toMatchObject([{ ok: false, code: 'below-reserved' }]);
    });

    it('a number that is none is refused, not thrown', async () => {
      const ref = await voso.live(call);

      expect(await voso.adapter.setStock(call, [{ ref, quantity: -1 }])).toMatchObject([{ ok: false, code: 'refused' }]);
    });

    it('the number wins over an order that came in between: the weakness that the core must live with', async () => {
      const ref = await voso.live(call, 10);
      await voso.fault('stock-race', { times: 1, quantity: 3 });

      expect(await voso.adapter.setStock(call, [{ ref, quantity: 10 }])).toEqual([{ ok: true, reserved: 3 }]);
      expect(await voso.adapter.readListing(call, ref)).toMatchObject({ sellable: 10, reserved: 3 });
    });

    it('one call too many in a second: rate-limited, without a delay told', async () => {
      const strict = await startPracticeVoso({ voso: { stockRatePerSecond: 1 } });
      try {
        const own = await strict.call();
        const ref = await strict.live(own);

        await expect(strict.adapter.setStock(own, [{ ref, quantity: 1 }])).rejects.toEqual(
          expect.objectContaining({ failure: { kind: 'rate-limited' } }),
        );
      } finally {
        await strict.stop();
      }
    });

    it('is never repeated by the line itself: the number may put sold units back', async () => {
      const ref = await voso.live(call);
      const sent: boolean[] = [];
      const watching = {
        send: (request: Parameters<typeof voso.http.send>[0]) => (sent.push(request.safeToRepeat), voso.http.send(request)),
      };

      await voso.adapter.setStock({ ...call, http: watching }, [{ ref, quantity: 5 }]);

      expect(sent).toEqual([false]);
    });
  });
});
