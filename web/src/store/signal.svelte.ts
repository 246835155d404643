/** How often a program that was silent is asked whether it is there again. */
const PROBE_MS = 15_000;

/** Whether there is a signal: what the device says, and whether the program answered last time. A phone often shows bars that carry nothing. */
class Signal {
  private isOnline = $state(navigator.onLine);
  private isSilent = $state(false);
  private probe: ReturnType<typeof setTimeout> | undefined;
  private readonly listeners = new Set<() => void>();

  constructor() {
    addEventListener('online', () => {
      this.isOnline = true;
      this.isSilent = false;
      clearTimeout(this.probe);
      this.tell();
    });
    addEventListener('offline', () => (this.isOnline = false));
  }

  get isThere(): boolean {
    return this.isOnline && !this.isSilent;
  }

  /** The program answered. */
  heard(): void {
    clearTimeout(this.probe);
    if (!this.isSilent) return;
    this.isSilent = false;
    this.tell();
  }

  /** A request got no answer. */
  silent(): void {
    this.isSilent = true;
    clearTimeout(this.probe);
    this.probe = setTimeout(() => void this.ask(), PROBE_MS);
  }

  /** Called each time that it comes back. */
  onReturn(listener: () => void): void {
    this.listeners.add(listener);
  }

  private tell(): void {
    for (const listener of this.listeners) listener();
  }

  private async ask(): Promise<void> {
    if (!this.isOnline || document.visibilityState !== 'visible') return this.silent();
    const isThere = await fetch('/healthz', { cache: 'no-store', signal: AbortSignal.timeout(PROBE_MS) }).then(
      ({ ok }) => ok,
      () => false,
    );
    if (isThere) this.heard();
    else this.silent();
  }
}

export const signal = new Signal();
