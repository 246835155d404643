import 'reflect-metadata';
import { parseArgs } from 'node:util';
import { readEnv } from '../config/env';
import { openDatabase } from './program/database';
import { countBoxes, rotateKeys } from './program/sealing';
import { boxesOf } from './shared/secret';
import { faultText } from './shared/kernel';

const HELP = `npm run keys:rotate               mã hoá lại mọi dữ liệu bằng khoá mới nhất / seals everything with the newest key
npm run keys:rotate -- --check    còn bao nhiêu dữ liệu dùng khoá cũ / how many boxes are not sealed with it yet
`;

/** The command that changes the key. Exit code 0: everything is sealed with the newest key; 1: something is not. */
async function main(): Promise<void> {
  const { values } = parseArgs({ options: { check: { type: 'boolean' }, help: { type: 'boolean' } } });
  if (values.help) return say(HELP);
  const env = readEnv();
  const boxes = boxesOf(env);
  const database = await openDatabase(env);
  let left = 0;
  try {
    if (!values.check) {
      await rotateKeys(database.url, boxes, (name, { sealed, unreadable }) =>
        say(`${name}: ${sealed} sealed anew, ${unreadable} not readable\n`),
      );
    }
    await countBoxes(database.url, boxes, (name, { newest, older }) => {
      left += older;
      if (values.check) say(`${name}: ${newest} with the newest key, ${older} not\n`);
    });
  } finally {
    await database.stop();
  }
  say(
    left === 0
      ? 'Mọi dữ liệu đã dùng khoá mới nhất, có thể bỏ khoá cũ / everything is sealed with the newest key, older keys can go\n'
      : `Còn ${left} mục chưa dùng khoá mới nhất, chưa được bỏ khoá cũ / ${left} boxes are not: keep the older keys\n`,
  );
  process.exitCode = left === 0 ? 0 : 1;
}

function say(text: string): void {
  process.stdout.write(text);
}

main().catch((error: unknown) => {
  process.stderr.write(`${faultText(error)}\n`);
  process.exitCode = 1;
});
