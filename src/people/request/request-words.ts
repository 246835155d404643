import { BoxUnreadable, type SealedColumn, type SecretBoxes } from '../../shared/secret';
import { TOMBSTONE } from '../erasure/erasure.rules';

/** What a request says of the person who asks. */
export interface Asked {
  readonly requesterName: string;
  readonly requesterContact: string;
  readonly text: string;
}

const askedPlace = (id: string): string => `person_request.asked:${id}`;
const answerPlace = (id: string): string => `person_request.answer:${id}`;

/** Both are null once the person is erased. */
export const sealedRequests: readonly SealedColumn[] = [
  { table: 'person_request', column: 'asked_box', key: { id: 'uuid' }, place: ({ id = '' }) => askedPlace(id) },
  { table: 'person_request', column: 'answer_box', key: { id: 'uuid' }, place: ({ id = '' }) => answerPlace(id) },
];

export const sealAsked = (boxes: SecretBoxes, id: string, asked: Asked): Buffer => boxes.seal(askedPlace(id), asked);
export const sealRequestAnswer = (boxes: SecretBoxes, id: string, answer: string): Buffer => boxes.seal(answerPlace(id), answer);

export function openAsked(boxes: SecretBoxes, id: string, box: Buffer | null): Asked {
  if (box === null) return { requesterName: TOMBSTONE, requesterContact: '', text: '' };
  return (open(boxes, askedPlace(id), box) as Asked | null) ?? { requesterName: UNREADABLE, requesterContact: '', text: '' }; // sealed above
}

export function openAnswer(boxes: SecretBoxes, id: string, box: Buffer | null): string {
  if (box === null) return TOMBSTONE;
  return (open(boxes, answerPlace(id), box) as string | null) ?? UNREADABLE; // sealed above
}

const UNREADABLE = 'không đọc được';

/** null: it does not open any more (another key). */
function open(boxes: SecretBoxes, place: string, box: Buffer): unknown {
  try {
    return boxes.open(place, box);
  } catch (error) {
    if (error instanceof BoxUnreadable) return null;
    throw error;
  }
}
