export interface Toast {
  readonly id: number;
  readonly text: string;
  readonly tone: 'info' | 'good' | 'bad';
  /** Such as undo. */
  readonly action?: { readonly text: string; readonly run: () => void };
}

const SHOWN_MS = 6_000;

/** Short messages at the foot of the page. */
class Toasts {
  shown = $state.raw<readonly Toast[]>([]);
  private next = 1;

  say(text: string, tone: Toast['tone'] = 'good', action?: Toast['action']): void {
    const toast = { id: this.next++, text, tone, action };
    this.shown = [...this.shown.slice(-2), toast];
    setTimeout(() => this.close(toast.id), SHOWN_MS);
  }

  close(id: number): void {
    this.shown = this.shown.filter((toast) => toast.id !== id);
  }
}

export const toasts = new Toasts();
