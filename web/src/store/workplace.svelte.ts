import { madeBy } from './outbox.rules';
import { outbox } from './outbox.svelte';
import { session } from './session.svelte';

const KEY = 'len-san.producer';

/** For which producer somebody works: the one of the page, else the one chosen last, else the only one. */
class Workplace {
  private chosen = $state(localStorage.getItem(KEY));

  get producerId(): string | undefined {
    const own = session.who?.producers ?? [];
    return own.find(({ id }) => id === this.chosen)?.id ?? (session.who?.role === 'producer' ? own[0]?.id : undefined);
  }

  nameOf(producerId: string | undefined): string | undefined {
    const known = session.who?.producers.find(({ id }) => id === producerId)?.name;
    return known ?? outbox.mine.find((item) => producerId !== undefined && madeBy(item) === producerId)?.whose; // registered here, not sent yet
  }

  /** Whether somebody only tries things out there. */
  isPractice(producerId: string | undefined): boolean {
    return session.who?.producers.find(({ id }) => id === producerId)?.isPractice ?? false;
  }

  choose(producerId: string): void {
    this.chosen = producerId;
    localStorage.setItem(KEY, producerId);
  }
}

export const workplace = new Workplace();
