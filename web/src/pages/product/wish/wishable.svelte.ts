import { at } from '../../../api/address';
import type { components } from '../../../api/schema';
import { reading } from '../../../store/reading.svelte';
import { session } from '../../../store/session.svelte';
import { stillToGive } from '../../people/consents.rules';
import { relationOf, textFor, textsOf, type Agreement } from './wish.rules';

type Shop = components['schemas']['ShopDto'];
type Text = components['schemas']['ConsentTextDto'];

/** Where a product of the producer could be sold, and what has to be agreed to for that. Inside a component. */
export class Wishable {
  private readonly shopsRead;
  private readonly consents;
  private readonly texts;
  private readonly producer;

  constructor(producerId: () => string) {
    this.shopsRead = reading(() => at('/api/v1/producers/{producerId}/shops', { producerId: producerId() }));
    this.consents = reading(() => at('/api/v1/producers/{producerId}/consents', { producerId: producerId() }));
    this.texts = reading(() => at('/api/v1/consent-texts'));
    this.producer = reading(() => at('/api/v1/producers/{producerId}', { producerId: producerId() }));
  }

  /** Empty while it is not known what agreeing would mean: without a signal, on a device that never asked. */
  get shops(): readonly Shop[] {
    return this.consents.data && this.texts.data && this.producer.data ? (this.shopsRead.data ?? []) : [];
  }

  /** Only people of the producer agree here; of others paper is asked. */
  get isOwn(): boolean {
    return session.who?.role === 'producer';
  }

  get signerName(): string {
    return session.who?.name ?? '';
  }

  get signerRelation(): Agreement['signerRelation'] {
    return relationOf(this.producer.data?.kind ?? '');
  }

  textFor({ platform }: Shop): Text | undefined {
    return textFor(platform, this.open);
  }

  agreementFor(chosen: readonly string[]): Agreement | null {
    const texts = this.isOwn ? textsOf(chosen, this.shops, this.open) : [];
    return texts.length === 0 ? null : { texts, signerName: this.signerName, signerRelation: this.signerRelation };
  }

  private get open(): Text[] {
    return stillToGive(this.texts.data?.items ?? [], this.consents.data?.items ?? []);
  }
}
