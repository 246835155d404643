import { parseArgs } from 'node:util';
import { PHONES_PORT, PRACTICE_CODES, PRACTICE_SHOPS, perPractice, type PerPractice, type PracticeCode } from '../sandbox/practice';

/** Buyers come when so many are on sale: at the pace that platforms allow (some four calls a second) all of them take longer than anybody waits. */
const FIRST = 40;

export const DEMO_HELP = `Bản minh hoạ Lên Sàn: chương trình, hai sàn thực hành và hơn 100 sản phẩm OCOP / demonstration of Lên Sàn

Cách dùng / Usage: npm run demo -- [options]

  --story                tự diễn từ đầu đến cuối trên dữ liệu mới rồi dừng / plays the whole story on fresh data and ends; exit 0: every step was seen
  --products <number>    chỉ lấy chừng này sản phẩm / only so many products of the list
  --first <number>       bao nhiêu sản phẩm lên sàn trước khi người mua đến / products on sale before buyers come (${FIRST})
  --port <number>        cổng của chương trình / port of the program (3000)
${PRACTICE_CODES.map(helpOf).join('\n')}
  --phones-port <n>      cổng điện thoại thực hành / port of the practice phones (${PHONES_PORT})
  --data-dir <folder>    thư mục dữ liệu / data folder (.data/demo; --story: thư mục tạm / a scratch one)
  --database-url <url>   PostgreSQL có sẵn thay cho bản kèm theo / a PostgreSQL instead of the embedded one
  --help                 in trang này / print this page
`;

function helpOf(code: PracticeCode): string {
  const { title, port } = PRACTICE_SHOPS[code];
  const line = (option: string, text: string): string => `  ${option.padEnd(21)}  ${text}`;
  return [
    line(`--${code}-port <n>`, `cổng ${title} / port of the practice platform (${port})`),
    line(`--${code}-url <url>`, 'dùng sàn thực hành đang chạy sẵn; cần cả hai / one that runs already; all of them or none'),
  ].join('\n');
}

export class BadDemoOption extends Error {}

export interface DemoOptions {
  readonly story: boolean;
  /** Absent: all. */
  readonly products?: number;
  /** Products that are on sale before buyers come. */
  readonly first: number;
  /** Absent: story any free one, else the usual. */
  readonly port?: number;
  readonly practicePorts: Partial<PerPractice<number>>;
  readonly phonesPort?: number;
  /** Practice platforms of somebody else; absent: our own. */
  readonly practice?: PerPractice<string>;
  readonly dataDir?: string;
  readonly databaseUrl?: string;
}

const practiceOptions: object = Object.fromEntries(
  PRACTICE_CODES.flatMap((code) => [`${code}-port`, `${code}-url`]).map((option) => [option, { type: 'string' }]),
);

/** Reads the command line; null asks for help. Throws: BadDemoOption. */
export function readDemoOptions(args: readonly string[]): DemoOptions | null {
  const text = { type: 'string' } as const;
  const flag = { type: 'boolean' } as const;
  const { values } = parsed(() =>
    parseArgs({
      args: [...args],
      options: {
        ...{
          story: flag,
          help: { type: 'boolean', short: 'h' } as const,
          products: text,
          first: text,
          'data-dir': text,
          'database-url': text,
        },
        port: text,
        'phones-port': text,
        ...practiceOptions,
      },
      allowPositionals: false,
    }),
  );
  if (values.help) return null;
  const given = (name: string): string | undefined => {
    const value = Object.entries(values).find(([option]) => option === name)?.[1];
    return typeof value === 'string' ? value : undefined;
  };
  const practice = readPractice((code) => given(`${code}-url`));
  return {
    story: values.story ?? false,
    products: whole('--products', values.products, 1, 100_000),
    first: whole('--first', values.first, 1, 100_000) ?? FIRST,
    port: whole('--port', values.port, 1, 65_535),
    practicePorts: perPractice((code) => whole(`--${code}-port`, given(`${code}-port`), 1, 65_535)),
    phonesPort: whole('--phones-port', values['phones-port'], 1, 65_535),
    ...(practice ? { practice } : {}),
    dataDir: values['data-dir'],
    databaseUrl: values['database-url'],
  };
}

function parsed<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw new BadDemoOption(error instanceof Error ? error.message.split('. ', 1)[0] : String(error), { cause: error });
  }
}

/** All of them or none. */
function readPractice(given: (code: PracticeCode) => string | undefined): DemoOptions['practice'] {
  const urls = perPractice((code) => given(code));
  if (PRACTICE_CODES.every((code) => urls[code] === undefined)) return undefined;
  return perPractice((code) => {
    const url = urls[code] ?? '';
    if (!URL.canParse(url)) throw new BadDemoOption(PRACTICE_CODES.map((each) => `--${each}-url`).join(' '));
    return new URL(url).origin;
  });
}

function whole(name: string, given: string | undefined, min: number, max: number): number | undefined {
  if (given === undefined) return undefined;
  const value = /^\d+$/.test(given) ? Number(given) : Number.NaN;
  if (!(value >= min && value <= max)) throw new BadDemoOption(`${name} ${given}`);
  return value;
}
