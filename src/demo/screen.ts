/** Prints what happens, in Vietnamese and English, with the time since the start. */
export class Screen {
  private readonly startedAt = performance.now();
  private lastProgress = '';

  constructor(private readonly write: (text: string) => void) {}

  line(text = ''): void {
    this.write(`${text}\n`);
  }

  /** Something begins. */
  begin(vietnamese: string, english: string): void {
    this.line(`${this.time()}  … ${vietnamese} / ${english}`);
  }

  /** Something was seen to be so. */
  done(vietnamese: string, english: string): void {
    this.line(`${this.time()}  ✔ ${vietnamese} / ${english}`);
  }

  /** How far it is; the same text is printed once. */
  progress(text: string): void {
    if (text === this.lastProgress) return;
    this.lastProgress = text;
    this.line(`${this.time()}    ${text}`);
  }

  private time(): string {
    return `${((performance.now() - this.startedAt) / 1000).toFixed(1).padStart(5)} s`;
  }
}
