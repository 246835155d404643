import { parseArgs } from 'node:util';

/** Buyers come when so many are on sale: at the pace that platforms allow (Postmart: 4 calls a second) all of them take longer than anybody waits. */
const FIRST = 40;

export const DEMO_HELP = `Bản minh hoạ Lên Sàn: chương trình, hai sàn thực hành và hơn 100 sản phẩm OCOP / demonstration of Lên Sàn

Cách dùng / Usage: npm run demo -- [options]

  --story                tự diễn từ đầu đến cuối trên dữ liệu mới rồi dừng / plays the whole story on fresh data and ends; exit 0: every step was seen
  --products <number>    chỉ lấy chừng này sản phẩm / only so many products of the list
  --first <number>       bao nhiêu sản phẩm lên sàn trước khi người mua đến / products on sale before buyers come (${FIRST})
  --port <number>        cổng của chương trình / port of the program (3000)
  --voso-port <number>   cổng sàn thực hành kiểu Voso / practice Voso (4010)
  --postmart-port <n>    cổng sàn thực hành kiểu Postmart / practice Postmart (4020)
  --voso-url <url>       dùng sàn thực hành đang chạy sẵn; cần cả hai / practice platforms that run already; both
  --postmart-url <url>
  --data-dir <folder>    thư mục dữ liệu / data folder (.data/demo; --story: thư mục tạm / a scratch one)
  --database-url <url>   PostgreSQL có sẵn thay cho bản kèm theo / a PostgreSQL instead of the embedded one
  --help                 in trang này / print this page
`;

export class BadDemoOption extends Error {}

export interface DemoOptions {
  readonly story: boolean;
  /** Absent: all. */
  readonly products?: number;
  /** Products that are on sale before buyers come. */
  readonly first: number;
  /** Absent: story any free one, else the usual. */
  readonly port?: number;
  readonly vosoPort?: number;
  readonly postmartPort?: number;
  /** Practice platforms of somebody else; absent: our own. */
  readonly practice?: { readonly voso: string; readonly postmart: string };
  readonly dataDir?: string;
  readonly databaseUrl?: string;
}

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
        ...{ port: text, 'voso-port': text, 'postmart-port': text, 'voso-url': text, 'postmart-url': text },
      },
      allowPositionals: false,
    }),
  );
  if (values.help) return null;
  const practice = readPractice(values['voso-url'], values['postmart-url']);
  return {
    story: values.story ?? false,
    products: whole('--products', values.products, 1, 100_000),
    first: whole('--first', values.first, 1, 100_000) ?? FIRST,
    port: whole('--port', values.port, 1, 65_535),
    vosoPort: whole('--voso-port', values['voso-port'], 1, 65_535),
    postmartPort: whole('--postmart-port', values['postmart-port'], 1, 65_535),
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

function readPractice(voso: string | undefined, postmart: string | undefined): DemoOptions['practice'] {
  if (voso === undefined && postmart === undefined) return undefined;
  if (!voso || !postmart || !URL.canParse(voso) || !URL.canParse(postmart)) throw new BadDemoOption('--voso-url --postmart-url');
  return { voso: new URL(voso).origin, postmart: new URL(postmart).origin };
}

function whole(name: string, given: string | undefined, min: number, max: number): number | undefined {
  if (given === undefined) return undefined;
  const value = /^\d+$/.test(given) ? Number(given) : Number.NaN;
  if (!(value >= min && value <= max)) throw new BadDemoOption(`${name} ${given}`);
  return value;
}
