import { Problem } from '../../shared/kernel';
import type { Section, SimCore } from '../core';
import { Access } from './account/access';
import { SigningKey } from './account/signature';
import { Notices } from './notices';
import { OrderDesk } from './order/order-desk';
import { CaseWork } from './product/cases';
import { Catalogue } from './product/catalogue';
import { Inventory } from './product/inventory';
import { PictureFetcher } from './product/pictures';
import type { PostmartState } from './state';
import { freshState } from './state';

/** All parts of the practice Postmart, wired once. */
export class Desk {
  readonly section: Section<PostmartState>;
  readonly key: SigningKey;
  readonly access: Access;
  readonly notices: Notices;
  readonly work: CaseWork;
  readonly catalogue: Catalogue;
  readonly orders: OrderDesk;
  readonly inventory: Inventory;

  constructor(
    readonly core: SimCore,
    allowLoopbackPictures: boolean,
  ) {
    this.section = core.store.section('postmart', freshState);
    this.key = new SigningKey(core.options.stateDir);
    this.access = new Access(core, this.section);
    this.notices = new Notices(core, this.section, this.key);
    this.work = new CaseWork(core, this.section, new PictureFetcher(core.blobs, allowLoopbackPictures), this.notices);
    this.catalogue = new Catalogue(core, this.section, this.work);
    this.orders = new OrderDesk(core, this.section, this.notices);
    this.inventory = new Inventory(core, this.section, (sku, quantity) => {
      const buyer = { name: 'Người mua xen ngang', phone: '0900000001' };
      try {
        this.orders.place({ lines: [{ sku, quantity }], payment: 'cod', address: 'new', buyer, note: '' });
      } catch (error) {
        if (!(error instanceof Problem)) throw error; // too late or too many: a buyer who leaves without buying is no race
      }
    });
  }

  now(): number {
    return this.core.clock.now().getTime();
  }
}
