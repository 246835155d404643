import type { Page } from 'playwright-core';

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
  async tap(name: string | RegExp): Promise<void> {
    this.taps += 1;
    const { page } = this;
    const roles = ['link', 'checkbox', 'radio'] as const;
    const found = roles.reduce(
      (any, role) => any.or(page.getByRole(role, { name, exact: true })),
      page.getByRole('button', { name, exact: true }),
    );
    await found.first().click();
  }

  /** Into the field and all of the text. */
  async type(label: string | RegExp, text: string, index = 0): Promise<void> {
    this.taps += 1;
    this.fields += 1;
    this.characters += text.length;
    await this.page.getByLabel(label).nth(index).fill(text);
  }

  /** To the pictures and back with some of them. */
  async pick(label: string | RegExp, files: readonly Handed[], index = 0): Promise<void> {
    this.taps += 2;
    await this.page
      .getByLabel(label)
      .nth(index)
      .setInputFiles([...files]);
  }

  get count(): { readonly taps: number; readonly fields: number; readonly characters: number } {
    return { taps: this.taps, fields: this.fields, characters: this.characters };
  }
}
