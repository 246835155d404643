import { p } from '../routes';
import type { IconName } from '../parts/Icon.svelte';
import { shellWords } from '../words/shell';
import { say } from '../words/language.svelte';

export interface Entry {
  readonly href: string;
  readonly icon: IconName;
  readonly text: string;
}

export type Role = 'producer' | 'officer' | 'province' | 'operator';

/** The main pages of somebody, at most five: what fits under a thumb. Inside a producer's pages the menu is that producer's. */
export function menuOf(role: Role, producerId: string | undefined): readonly Entry[] {
  const { nav } = say(shellWords);
  const todo: Entry = {
    href: producerId === undefined ? p('/') : p('/c/:producerId', { params: { producerId } }),
    icon: 'todo',
    text: nav.todo,
  };
  const more: Entry = { href: p('/them'), icon: 'more', text: nav.more };
  if (producerId !== undefined && role !== 'operator' && role !== 'province')
    return [todo, { href: p('/c/:producerId/san-pham', { params: { producerId } }), icon: 'product', text: nav.products }, more];
  return [todo, more];
}
