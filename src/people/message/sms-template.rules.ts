/** What is put into a template. */
export interface Sms {
  /** Ours; the same at every try, so that a gateway may recognise a repeat. */
  readonly id: string;
  /** E.164. */
  readonly to: string;
  readonly text: string;
}

/** How a value is written at its place so that it cannot end it. */
export type Escape = 'url' | 'json';

const SLOT = /\{(to|to84|to0|text|id)\}/g;

/** Fills `{to}` (+84912345678), `{to84}` (84912345678), `{to0}` (0912345678), `{text}` and `{id}`. */
export function fillTemplate(template: string, sms: Sms, escape: Escape): string {
  const values: Readonly<Record<string, string>> = {
    ...{ to: sms.to, to84: sms.to.slice(1), to0: `0${sms.to.slice(3)}`, text: sms.text, id: sms.id },
  };
  return template.replace(SLOT, (_, name: string) => {
    const value = values[name] ?? '';
    return escape === 'url' ? encodeURIComponent(value) : JSON.stringify(value).slice(1, -1);
  });
}

/** What a template lacks so that a message gets through; empty: nothing. */
export function missingSlots(templates: readonly string[]): readonly string[] {
  const all = templates.join(' ');
  return [...(/\{to(84|0)?\}/.test(all) ? [] : ['{to}']), ...(all.includes('{text}') ? [] : ['{text}'])];
}
