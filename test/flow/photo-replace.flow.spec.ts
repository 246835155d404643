import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { PhotoRefresh, PhotoTidy } from '../../src/selling';
import { MANDATE } from '../support/app';
import { card, openMarket, PLATFORMS, until, type Goods, type Market, type PlatformCode } from '../support/market';
import { jpeg } from '../support/photo-files';

interface Logged {
  readonly path: string;
  readonly body: Record<string, unknown> | null;
}

const EDIT: Readonly<Record<PlatformCode, RegExp>> = { voso: /product\/edit$/, postmart: /product\/orderCorrection$/ };

describe('replacing a photo', () => {
  const dataDir = fs.mkdtempSync(path.join(os.tmpdir(), 'lensan-replace-'));
  let market: Market;
  beforeAll(async () => {
    market = await openMarket({ sandbox: { seed: 3 }, settings: { DATA_DIR: dataDir } });
  });
  afterAll(async () => {
    await market?.close();
    fs.rmSync(dataDir, { recursive: true, force: true });
  });

  const upload = async (goods: Goods): Promise<string> => {
    const form = new FormData();
    form.append('file', new Blob([new Uint8Array(await card())], { type: 'image/jpeg' }), 'anh.jpg');
    return (await market.operator.post(`${goods.home}/photos`, form)).body.id as string;
  };
  const photosOf = async (goods: Goods): Promise<string[]> =>
    (await market.operator.get(`${goods.home}/products/${goods.productId}`)).body.photoIds as string[];
  const place = async (goods: Goods, photoIds: string[]): Promise<void> => {
    const placed = await market.operator.call('PUT', `${goods.home}/products/${goods.productId}/photos`, { body: { photoIds } });
    expect(placed.status).toBe(200);
  };
  const refresh = (): Promise<void> => market.app.app.get(PhotoRefresh).run();
  const versions = (
    goods: Goods,
  ): Promise<{ platform: string; number: number; photos: { sha256: string }[]; isSent: boolean; approvedBy: string }[]> =>
    market.rows(
      `select c.platform, v.number, v.content -> 'photos' as photos, l.sent_version_id = v.id as "isSent", v.approved_by as "approvedBy"
       from listing l join connection c on c.id = l.connection_id join listing_version v on v.listing_id = l.id where l.product_id = $1 order by c.platform, v.number`,
      [goods.productId],
    );
  const sent = (goods: Goods): Promise<true> =>
    until(
      'the newest content at every platform',
      async () =>
        (
          await market.rows<{ n: number }>(
            `select count(*)::int as n from listing where product_id = $1 and (sent_version_id is distinct from wanted_version_id or seen_state <> 'live')`,
            [goods.productId],
          )
        )[0]?.n === 0 || null,
    ).then(() => true);
  const edits = async (platform: PlatformCode): Promise<string[]> =>
    (await market.look<Logged[]>(platform, '/requests'))
      .filter(({ path }) => EDIT[platform].test(path))
      .map(({ body }) => JSON.stringify(body));

  it('[IM7] sends anew the listings of that product and no other, with the new photo and all else as approved', async () => {
    const [honey, tea] = [await market.listed(5), await market.listed(5)];
    await refresh(); // the first photos of both: nothing to do
    const before = { honey: await versions(honey), tea: await versions(tea) };
    const counts = Object.fromEntries(
      await Promise.all(PLATFORMS.map(async (platform) => [platform, (await edits(platform)).length] as const)),
    );
    await market.rename(honey, 'Một tên khác chưa đăng');
    const photo = await upload(honey);
    await place(honey, [photo, ...(await photosOf(honey))]);
    await refresh();
    await sent(honey);
    await market.quiet();

    const after = await versions(honey);
    for (const platform of PLATFORMS) {
      const [old, fresh] = after.filter((version) => version.platform === platform);
      expect([old?.number, old?.photos.length, fresh?.number, fresh?.photos.length, fresh?.isSent]).toEqual([1, 1, 2, 2, true]);
      expect(fresh?.photos[1]).toEqual(old?.photos[0]);
      expect(fresh?.approvedBy).toBe(market.operator.accountId);
      const made = (await edits(platform)).slice(counts[platform]);
      expect(made).toHaveLength(1);
      expect(made[0]).not.toContain('Một tên khác');
    }
    expect(after).toHaveLength(before.honey.length + 2);
    expect(await versions(tea)).toEqual(before.tea);
    const [left] = await market.rows<{ n: number }>('select count(*)::int as n from photo_change');
    expect(left?.n).toBe(0);

    // The same photos once more: nothing to send.
    await place(honey, await photosOf(honey));
    await refresh();
    await market.quiet();
    expect(await versions(honey)).toEqual(after);
  });

  it('[IM7] keeps what is shown while the new photos are not fit, and sends them when they are', async () => {
    const goods = await market.listed(5);
    const [first] = await photosOf(goods);
    const form = new FormData();
    const small = await jpeg(300, 300, '#804020');
    form.append('file', new Blob([new Uint8Array(small)], { type: 'image/jpeg' }), 'nho.jpg');
    const tooSmall = (await market.operator.post(`${goods.home}/photos`, form)).body.id as string;
    await place(goods, [tooSmall]);
    await refresh();
    expect((await versions(goods)).map(({ number }) => number)).toEqual([1, 1]);
    const issues = await market.rows<{ issues: { adviceVi: string }[] }>('select issues from listing where product_id = $1', [
      goods.productId,
    ]);
    for (const listing of issues) expect(listing.issues.map((issue) => issue.adviceVi).join()).toContain('300×300');
    await place(goods, [await upload(goods), first ?? '']);
    await refresh();
    await sent(goods);
    expect((await versions(goods)).map(({ number }) => number)).toEqual([1, 2, 1, 2]);
  });

  it('[IM7] leaves no picture behind: unused photos go after a month, what a listing has shown stays', async () => {
    const goods = await market.listed(5);
    const [shown] = await photosOf(goods);
    const never = await upload(goods);
    await place(goods, [shown ?? '', never]);
    await place(goods, [await upload(goods)]);
    await refresh();
    await sent(goods);
    const tidy = market.app.app.get(PhotoTidy);
    const files = (kind: string): number => {
      const folder = path.join(dataDir, 'photos', kind, goods.producerId);
      return fs.existsSync(folder) ? fs.readdirSync(folder).length : 0;
    };
    const age = (days: number): Promise<unknown> =>
      market.rows(`update photo set created_at = created_at - $1 * interval '1 day', unused_since = unused_since - $1 * interval '1 day'`, [
        days,
      ]);
    const there = async (): Promise<string[]> =>
      (await market.rows<{ id: string }>('select id from photo where producer_id = $1', [goods.producerId])).map(({ id }) => id);
    expect([files('original'), files('master'), (await there()).length]).toEqual([3, 3, 3]);
    await age(2);
    await tidy.run();
    await age(29);
    await tidy.run();
    expect(await there()).toContain(never);
    await age(2);
    await tidy.run();
    const left = await there();
    expect(left).not.toContain(never);
    expect(left).toContain(shown);
    expect([files('original'), files('master'), left.length]).toEqual([2, 2, 2]);
    for (const { photos } of await versions(goods))
      for (const { sha256 } of photos) expect((await fetch(`${market.app.url}/photos/${sha256}.jpg`)).status).toBe(200);

    // The platform throws its unused copies away after a day; ours are forgotten then.
    await market.rows(`update platform_photo set uploaded_at = uploaded_at - interval '25 hours'`);
    await tidy.run();
    expect(await market.rows('select 1 from platform_photo')).toEqual([]);
  });

  it('[PD6] photos of an officer whose mandate was revoked stay off the platforms; the producer reads why, and shows them by a word of its own', async () => {
    const goods = await market.listed(5);
    await refresh();
    const officer = await market.app.person('officer');
    const mandate = await market.operator.post(`${goods.home}/mandates`, { ...MANDATE, officerId: officer.accountId });
    const photoIds = [await upload(goods), ...(await photosOf(goods))];
    const placed = await officer.call('PUT', `${goods.home}/products/${goods.productId}/photos`, { body: { photoIds } });
    expect(placed.status).toBe(200);
    await market.operator.post(`${goods.home}/mandates/${mandate.body.id}/revoke`, {});
    await refresh();
    expect(await versions(goods)).toHaveLength(PLATFORMS.length);
    const shown = await market.rows<{ advice: string }>(`select issues -> 0 ->> 'adviceVi' as advice from listing where product_id = $1`, [
      goods.productId,
    ]);
    for (const { advice } of shown) expect(advice).toMatch(/^Ảnh mới chưa được đưa lên sàn\. Uỷ quyền đã hết hiệu lực lúc .* xếp lại ảnh/);

    await place(goods, photoIds);
    await refresh();
    expect(await versions(goods)).toHaveLength(2 * PLATFORMS.length);
    const [act] = (await market.operator.get(`${goods.home}/acts?limit=1`)).body.items;
    expect(act).toMatchObject({ what: 'job photos-refresh', actorId: market.operator.accountId });
  });
});
