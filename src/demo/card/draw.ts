import sharp from 'sharp';
import { cardSvg, type CardFacts } from './card.rules';

/** The card of a product as JPEG. The same facts give the same bytes. */
export function drawCard(facts: CardFacts): Promise<Buffer> {
  return sharp(Buffer.from(cardSvg(facts)))
    .jpeg({ quality: 82 })
    .toBuffer();
}
