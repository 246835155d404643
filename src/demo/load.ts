import { createHash } from 'node:crypto';
import { PUBLISHING, RIGHTS } from '../people';
import type { Clock } from '../shared/kernel';
import { Refused, type Api } from './api';
import type { Painter } from './card/painter';
import { demoCertificate, demoId, type DemoMaker, type DemoProduct } from './list/demo-list';
import type { Cast } from './people';
import { inParallel } from './waiting';

const AT_ONCE = 4;

interface KnownProduct {
  readonly id: string;
  readonly photoIds: readonly string[];
}

interface Gap {
  readonly code: string;
  readonly messageVi: string;
}

/** What became of the list. */
export interface Loaded {
  /** Products that are registered, published or not. */
  readonly registered: readonly DemoProduct[];
  readonly published: readonly DemoProduct[];
  /** Products that could be published and are not yet. */
  readonly ready: readonly DemoProduct[];
  /** Products that no platform would take yet, and why. */
  readonly unready: readonly { readonly product: DemoProduct; readonly gaps: readonly Gap[] }[];
}

/**
 * Registers the list through the public API as people would: the operator enters the makers, the officer their products, photos, papers and stock, the
 * provincial office verifies, the operator publishes (an officer could only propose it). What is there already is left alone, so it goes on after any
 * interruption.
 */
export class Loader {
  private readonly registered: DemoProduct[] = [];
  private readonly published: DemoProduct[] = [];
  private readonly ready: DemoProduct[] = [];
  private mayPublish = 0;
  private readonly unready: { product: DemoProduct; gaps: readonly Gap[] }[] = [];

  constructor(
    private readonly cast: Cast,
    private readonly painter: Painter,
    private readonly clock: Clock,
    private readonly papers: { givePapers(productId: string): Promise<void> },
    private readonly onProgress: (registered: number) => void,
  ) {}

  /** Registers all and publishes the `first` ones. */
  async load(makers: readonly DemoMaker[], first: number): Promise<Loaded> {
    this.mayPublish = first;
    const entered = await idsOf(this.cast.operator);
    const helped = await idsOf(this.cast.officer);
    const [nearest] = makers;
    await inParallel(makers, AT_ONCE, async (maker) => {
      if (!entered.has(maker.id)) await this.enter(maker);
      if (!helped.has(maker.id)) await this.giveMandate(maker);
      await this.agree(maker);
      if (maker === nearest) await this.letIn(maker, this.cast.cooperativeId);
    });
    await inParallel(makers, AT_ONCE, (maker) => this.loadMaker(maker));
    return { registered: this.registered, published: this.published, ready: this.ready, unready: this.unready };
  }

  /** Wants the product on sale at both platforms. */
  async publish(product: DemoProduct): Promise<void> {
    const path = `/api/v1/producers/${product.makerId}/products/${product.id}/listings`;
    await this.cast.operator.write('POST', path, `publish-${product.code}`, {});
    this.published.push(product);
  }

  private async enter({ id, kind, name, provinceCode, communeCode }: DemoMaker): Promise<void> {
    const body = { id, kind, name, provinceCode, ...(communeCode === null ? {} : { communeCode }), isDemonstration: true };
    await this.cast.operator.write('POST', '/api/v1/producers', `producer-${id}`, body);
  }

  /** Everything an officer can do, for a year, with consent that is marked as demonstration. */
  private async giveMandate(maker: DemoMaker): Promise<void> {
    await this.cast.operator.write('POST', `/api/v1/producers/${maker.id}/mandates`, `mandate-${maker.id}`, {
      ...{ id: demoId(`mandate ${maker.id}`), officerId: this.cast.officerId, officerUnit: 'extension', rights: RIGHTS, months: 12 },
      proof: { method: 'demonstration', signerName: 'Người ký minh hoạ', signerRelation: 'legal-representative' },
    });
  }

  /** To being published everywhere, marked as demonstration. */
  private async agree(maker: DemoMaker): Promise<void> {
    const path = `/api/v1/producers/${maker.id}/consents`;
    const known = await this.cast.operator.get<{ items: readonly { purpose: string }[] }>(path);
    if (known.items.some(({ purpose }) => purpose === PUBLISHING)) return;
    const texts = await this.cast.operator.get<{ items: readonly { purpose: string; platform: string; version: number }[] }>(
      '/api/v1/consent-texts',
    );
    await this.cast.operator.write('POST', path, `consents-${maker.id}`, {
      consents: texts.items
        .filter(({ purpose }) => purpose === PUBLISHING)
        .map(({ purpose, platform, version }) => ({ purpose, platform, textVersion: version, agreed: true })),
      proof: { method: 'demonstration', signerName: 'Người ký minh hoạ', signerRelation: 'legal-representative' },
    });
  }

  private async letIn(maker: DemoMaker, accountId: string): Promise<void> {
    await this.cast.operator.write(
      'PUT',
      `/api/v1/producers/${maker.id}/members/${accountId}`,
      `member-${maker.id}-${accountId}`,
      undefined,
    );
  }

  private async loadMaker(maker: DemoMaker): Promise<void> {
    const home = `/api/v1/producers/${maker.id}`;
    const known = await this.cast.officer.list<KnownProduct>(`${home}/products`);
    const listings = await this.cast.officer.list<{ readonly productId: string }>(`${home}/listings`);
    for (const product of maker.products) {
      const isPublished = listings.some((listing) => listing.productId === product.id);
      // Publishing comes last: whatever comes before it has been done.
      if (isPublished) {
        this.published.push(product);
        this.mayPublish -= 1;
      } else
        await this.loadProduct(
          maker,
          product,
          known.find((each) => each.id === product.id),
        );
      this.registered.push(product);
      this.onProgress(this.registered.length);
    }
  }

  private async loadProduct(maker: DemoMaker, product: DemoProduct, known: KnownProduct | undefined): Promise<void> {
    const home = `/api/v1/producers/${maker.id}/products/${product.id}`;
    const { officer } = this.cast;
    if (!known) await this.register(maker, product);
    if (!known || known.photoIds.length === 0) await this.photograph(maker, product, home);
    if (product.stars !== null) await this.certify(maker, product, home);
    await this.papers.givePapers(product.id);
    const { onHand } = await officer.get<{ onHand: number | null }>(`${home}/stock`);
    if (onHand === null)
      await officer.write('PUT', `${home}/stock`, `count-${product.code}`, { onHand: product.onHand, note: 'Số lượng minh hoạ' });
    const { items } = await officer.get<{ items: readonly { isReady: boolean; gaps: readonly Gap[] }[] }>(`${home}/readiness`);
    if (items.every((platform) => platform.isReady)) {
      if (this.mayPublish-- > 0) await this.publish(product);
      else this.ready.push(product);
    } else {
      const gaps = items.flatMap((platform) => platform.gaps);
      this.unready.push({ product, gaps: gaps.filter((gap, at) => gaps.findIndex((other) => other.code === gap.code) === at) });
    }
  }

  private async register(maker: DemoMaker, product: DemoProduct): Promise<void> {
    const { id, name, description, ocopSet, communeCode, shelfLifeDays, sku, unit, weightGrams, priceVnd } = product;
    const [lengthCm, widthCm, heightCm] = product.edgesCm;
    await this.cast.officer.write('POST', `/api/v1/producers/${maker.id}/products`, `product-${product.code}`, {
      ...{ id, name, description, ocopSet, communeCode, shelfLifeDays },
      packs: [{ sku, unit, factor: 1, weightGrams, lengthCm, widthCm, heightCm, priceVnd }],
    });
  }

  private async photograph(maker: DemoMaker, product: DemoProduct, home: string): Promise<void> {
    const { name, ocopSet, unit, stars } = product;
    const bytes = await this.painter.draw({ name, ocopSet, unit, stars });
    // Another version of the demonstration may draw another card: the key follows the bytes.
    const mark = `${product.code}-${createHash('sha256').update(bytes).digest('hex').slice(0, 12)}`;
    const form = new FormData();
    form.append('file', new Blob([new Uint8Array(bytes)], { type: 'image/jpeg' }), `${product.sku}.jpg`);
    const photo = await this.cast.officer.write<{ id: string }>('POST', `/api/v1/producers/${maker.id}/photos`, `photo-${mark}`, form);
    await this.cast.officer.write('PUT', `${home}/photos`, `cover-${mark}`, { photoIds: [photo.id] });
  }

  private async certify(maker: DemoMaker, product: DemoProduct, home: string): Promise<void> {
    const certificate = demoCertificate(product.code, this.clock.now());
    const { items } = await this.cast.officer.get<{ items: readonly { id: string; state: string }[] }>(`${home}/certificates`);
    const known = items.find((each) => each.id === certificate.id);
    if (!known)
      await this.cast.officer.write('POST', `${home}/certificates`, `certificate-${certificate.number}`, {
        stars: product.stars,
        ...certificate,
      });
    if (known?.state === 'verified') return;
    const province = this.cast.provinces.get(maker.provinceCode);
    if (!province) throw new Refused(404, `provincial office of ${maker.provinceCode}`, '');
    await province.write('POST', `${home}/certificates/${certificate.id}/verify`, `verify-${certificate.number}`, undefined);
  }
}

async function idsOf(api: Api): Promise<ReadonlySet<string>> {
  return new Set((await api.list<{ readonly id: string }>('/api/v1/producers')).map(({ id }) => id));
}
