import type { Locator, Page } from 'playwright-core';

/** A file as a browser is handed one. */
export interface Handed {
  readonly name: string;
  readonly mimeType: string;
  readonly buffer: Buffer;
}

/** Does what a thumb does, and counts it: each touch of the glass, each field that is typed in, each character. */
export class Thumb {
  taps = 0;
  fields = 0;
  characters = 0;

  constructor(private readonly page: Page) {}

  /** The first button, link, box or choice of that name. */
  async tap(name: string | RegExp, within: Page | Locator = this.page): Promise<void> {
    this.taps += 1;
    const named = { name, exact: true };
    await within.getByRole('button', named).or(within.getByRole('link', named)).or(within.getByRole('checkbox', named)).first().click();
  }

  /** Into the field and all of the text. */
  async type(label: string | RegExp, text: string, within: Page | Locator = this.page): Promise<void> {
    this.taps += 1;
    this.fields += 1;
    this.characters += text.length;
    await within.getByLabel(label).first().fill(text);
  }

  /** To the pictures and back with some of them. */
  async pick(label: string | RegExp, files: readonly Handed[], within: Page | Locator = this.page): Promise<void> {
    this.taps += 2;
    await within
      .getByLabel(label)
      .first()
      .setInputFiles([...files]);
  }

  get count(): { readonly taps: number; readonly fields: number; readonly characters: number } {
    return { taps: this.taps, fields: this.fields, characters: this.characters };
  }
}
