/** What a household's mandate looks like to whoever hands it over. */
export interface Household {
  readonly id: string;
  readonly producerId: string;
  readonly producerName: string;
}

/** Of a household's name the person: who will have signed, most likely. Of an organisation nobody knows. */
export function likelySigner(producerName: string): string {
  const person = /^hộ\s+(?!kinh doanh)(.+)$/iu.exec(producerName.trim());
  return person?.[1]?.trim() ?? '';
}

export type Fate = 'waiting' | 'moving' | 'done' | 'later' | 'refused';

export interface Progress {
  readonly fate: Fate;
  /** Why not. */
  readonly reason?: string;
}

/** How far it is, of those that were chosen. */
export function countOf(progress: Iterable<Progress>): { readonly done: number; readonly refused: number; readonly all: number } {
  const all = [...progress];
  return {
    done: all.filter(({ fate }) => fate === 'done' || fate === 'later').length,
    refused: all.filter(({ fate }) => fate === 'refused').length,
    all: all.length,
  };
}
