import { drawCard } from './draw';
import type { CardFacts } from './card.rules';

/**
 * Draws cards in a process of its own, `node card-process.js`: the program's darkroom switches everything off in sharp that photos do not need, SVG before all.
 * Ends with the one who started it.
 */
interface Wish {
  readonly number: number;
  readonly facts: CardFacts;
}

process.on('SIGINT', () => undefined); // Ctrl-C reaches the whole terminal; who started us ends us
process.once('disconnect', () => process.exit(0));
process.on('message', ({ number, facts }: Wish) => {
  drawCard(facts).then(
    (bytes) => process.send?.({ number, bytes }),
    (error: unknown) => process.send?.({ number, failure: String(error) }),
  );
});
