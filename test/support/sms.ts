import { normalisePhone } from '../../src/people';
import { messagePlace } from '../../src/people/message/outbox';
import { rows, Transactions } from '../../src/shared/db';
import { SecretBoxes } from '../../src/shared/secret';
import type { TestApp } from './app';

/** The texts that wait to be sent to a phone, the oldest first. Of a program without a gateway, where they stay. */
export async function smsTo({ app }: TestApp, phone: string): Promise<string[]> {
  const boxes = app.get(SecretBoxes);
  const found = await rows<{ id: string; box: Buffer }>(
    app.get(Transactions).reader,
    'select id, box from message where recipient_hash = $1 and box is not null order by id',
    [boxes.keyedHash('phone', normalisePhone(phone) ?? phone)],
  );
  return found.map(({ id, box }) => (boxes.open(messagePlace(id), box) as { text: string }).text);
}

/** The last code that was sent to a phone. */
export async function codeTo(app: TestApp, phone: string): Promise<string> {
  const code = (await smsTo(app, phone)).flatMap((text) => /: ma (\d{6}) /.exec(text)?.[1] ?? []).at(-1);
  if (code === undefined) throw new Error(`no code was sent to ${phone}`);
  return code;
}
