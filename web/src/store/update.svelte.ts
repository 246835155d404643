import { registerSW } from 'virtual:pwa-register';

/** A new version of the console waits until the person says so: no form is taken away. */
class Update {
  isReady = $state(false);
  private readonly take = registerSW({ onNeedRefresh: () => (this.isReady = true) });

  use(): void {
    void this.take(true);
  }
}

export const update = new Update();
