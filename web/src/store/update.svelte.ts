import { registerSW } from 'virtual:pwa-register';

/** A new version of the console waits until the person says so: no form is taken away. */
class Update {
  isReady = $state(false);
  private readonly take = registerSW({ onNeedRefresh: () => (this.isReady = true) });

  /** A newer console works in another tab, and what is kept here is in its shape: this page can only be loaded anew. */
  private isOld = false;

  constructor() {
    addEventListener('len-san:old', () => {
      this.isOld = true;
      this.isReady = true;
    });
  }

  use(): void {
    if (this.isOld) location.reload();
    else void this.take(true);
  }
}

export const update = new Update();
