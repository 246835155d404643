import { registerSW } from 'virtual:pwa-register';
import { keepDraftsNow } from './draft.svelte';

/** A console on a telephone stays open for days: so often it is asked whether there is a newer one. */
const ASK_MS = 3_600_000;

/** A new version of the console waits until the person says so: no form is taken away. */
class Update {
  isReady = $state(false);
  private readonly take = registerSW({
    onNeedRefresh: () => (this.isReady = true),
    onRegisteredSW: (_, registration) => registration && this.watch(registration),
  });

  /** A newer console works in another tab, and what is kept here is in its shape: this page can only be loaded anew. */
  private isOld = false;

  constructor() {
    addEventListener('len-san:old', () => {
      this.isOld = true;
      this.isReady = true;
    });
  }

  /** Changes to the new version. What was typed stays. */
  async use(): Promise<void> {
    await keepDraftsNow();
    if (this.isOld) location.reload();
    else await this.take(true);
  }

  private watch(registration: ServiceWorkerRegistration): void {
    let askedAt = Date.now();
    document.addEventListener('visibilitychange', () => {
      if (document.visibilityState !== 'visible' || Date.now() - askedAt < ASK_MS) return;
      askedAt = Date.now();
      void registration.update().catch(() => undefined); // no signal: another time
    });
  }
}

export const update = new Update();
