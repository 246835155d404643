import { newId } from '../../../shared/kernel';

export interface RefListing {
  readonly id: string;
  readonly sku: string;
  title: string;
  description: string;
  category: string;
  priceVnd: number;
  state: 'in-review' | 'live' | 'rejected' | 'hidden' | 'deleted';
  words: string | null;
  sellable: number;
}

export interface RefOrder {
  readonly id: string;
  readonly lines: readonly { readonly sku: string; readonly quantity: number; readonly priceVnd: number }[];
  readonly paid: boolean;
  readonly createdAt: string;
  state: string;
  cancelledBy: string | null;
  parcel: string | null;
}

/** A refusal as the reference platform words it. */
export class Refusal extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    readonly issues: readonly { field: string; text: string }[] = [],
  ) {
    super(code);
  }
}

/** What the reference platform knows: the plainest platform that the contract fits. */
export class ReferenceState {
  readonly listings: RefListing[] = [];
  readonly orders: RefOrder[] = [];
  readonly photos = new Set<string>();
  readonly tokens = new Set<string>();
  isLocked = false;

  constructor(
    private readonly now: () => Date,
    private readonly tell: (event: unknown) => void,
  ) {}

  listing(name: { readonly id?: unknown; readonly sku?: unknown }): RefListing {
    const found = this.listings.find(
      (each) => each.state !== 'deleted' && (name.id === undefined ? each.sku === name.sku : each.id === name.id),
    );
    if (!found) throw new Refusal(404, 'NO_SUCH_LISTING');
    return found;
  }

  create(body: Readonly<Record<string, unknown>>): RefListing {
    if (this.isLocked) throw new Refusal(403, 'SHOP_LOCKED');
    const sku = String(body['sku']);
    if (this.listings.some((each) => each.sku === sku && each.state !== 'deleted')) throw new Refusal(409, 'EXISTS');
    const listing: RefListing = {
      id: newId(),
      sku,
      title: '',
      description: '',
      category: '',
      priceVnd: 0,
      state: 'in-review',
      words: null,
      sellable: 0,
    };
    this.write(listing, body);
    this.listings.push(listing);
    return listing;
  }

  edit(body: Readonly<Record<string, unknown>>): RefListing {
    const listing = this.listing(body);
    if (listing.state === 'in-review') throw new Refusal(409, 'IN_REVIEW');
    this.write(listing, body);
    listing.state = 'in-review';
    listing.words = null;
    return listing;
  }

  private write(listing: RefListing, body: Readonly<Record<string, unknown>>): void {
    const title = String(body['title']);
    const issues = [
      ...(title.length > 150 ? [{ field: 'title', text: 'Tên dài quá 150 ký tự' }] : []),
      ...(body['category'] === 'OCOP' ? [] : [{ field: 'category', text: 'Danh mục không tồn tại' }]),
    ];
    if (issues.length > 0) throw new Refusal(422, 'INVALID', issues);
    Object.assign(listing, { title, description: String(body['description']), category: 'OCOP', priceVnd: Number(body['priceVnd']) });
  }

  show(body: Readonly<Record<string, unknown>>): RefListing {
    const listing = this.listing(body);
    if (listing.state === 'live' || listing.state === 'hidden') listing.state = body['visible'] === true ? 'live' : 'hidden';
    return listing;
  }

  review(sku: string, words: string | null): void {
    const listing = this.listing({ sku });
    listing.state = words === null ? 'live' : 'rejected';
    listing.words = words;
    this.tell({ kind: 'listing', sku, id: listing.id, at: this.now().toISOString(), state: listing.state });
  }

  setStock(item: Readonly<Record<string, unknown>>): { ok: boolean; code?: string } {
    const listing = this.listings.find((each) => each.sku === item['sku'] && each.state !== 'deleted');
    if (!listing) return { ok: false, code: 'NO_SUCH_LISTING' };
    listing.sellable = Number(item['quantity']);
    return { ok: true };
  }

  place(lines: readonly { readonly sku: string; readonly quantity: number }[], paid: boolean): RefOrder {
    const order: RefOrder = {
      id: `R${String(this.orders.length + 1).padStart(6, '0')}`,
      lines: lines.map(({ sku, quantity }) => {
        const listing = this.listing({ sku });
        listing.sellable -= quantity;
        return { sku, quantity, priceVnd: listing.priceVnd };
      }),
      paid,
      createdAt: this.now().toISOString(),
      state: 'new',
      cancelledBy: null,
      parcel: null,
    };
    this.orders.push(order);
    this.changed(order);
    return order;
  }

  order(id: unknown): RefOrder {
    const order = this.orders.find((each) => each.id === id);
    if (!order) throw new Refusal(404, 'NO_SUCH_ORDER');
    return order;
  }

  act(id: unknown, kind: unknown): RefOrder {
    const order = this.order(id);
    const moves: Readonly<Record<string, readonly [from: readonly string[], to: string]>> = {
      confirm: [['new'], 'confirmed'],
      ship: [['confirmed'], 'packed'],
      refuse: [['new'], 'cancelled'],
      cancel: [['new', 'confirmed', 'packed'], 'cancelled'],
    };
    const move = moves[String(kind)];
    if (!move) throw new Refusal(422, 'INVALID', [{ field: 'kind', text: 'Không có việc này' }]);
    const [from, to] = move;
    const isDone =
      to === 'cancelled'
        ? order.cancelledBy === 'seller'
        : order.state !== 'cancelled' && !from.includes(order.state) && order.state !== 'new';
    if (isDone) throw new Refusal(409, 'ALREADY_DONE');
    if (!from.includes(order.state)) throw new Refusal(409, 'WRONG_STATE');
    if (to === 'cancelled') this.cancel(id, 'seller');
    else this.advance(id, to);
    return order;
  }

  advance(id: unknown, state: string): void {
    const order = this.order(id);
    order.state = state;
    if (state === 'packed') order.parcel = `RP${order.id}`;
    this.changed(order);
  }

  cancel(id: unknown, by: string): void {
    const order = this.order(id);
    order.state = 'cancelled';
    order.cancelledBy = by;
    this.changed(order);
  }

  private changed(order: RefOrder): void {
    this.tell({ kind: 'order', at: this.now().toISOString(), order: this.wire(order) });
  }

  wire(order: RefOrder): unknown {
    const goods = order.lines.reduce((sum, line) => sum + line.quantity * line.priceVnd, 0);
    return {
      ...order,
      totalVnd: goods,
      feesVnd: Math.floor(goods / 20),
      receiver: { name: 'Lê Thị Bưởi', phone: '0912345678', address: 'Thôn 1, Xã Xuân Phước, Tỉnh Đắk Lắk' },
    };
  }
}
