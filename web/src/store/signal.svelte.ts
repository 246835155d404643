/** Whether the device thinks that it has a signal. */
class Signal {
  isThere = $state(navigator.onLine);

  constructor() {
    addEventListener('online', () => (this.isThere = true));
    addEventListener('offline', () => (this.isThere = false));
  }
}

export const signal = new Signal();
