import { parseArgs } from 'node:util';

export const HELP = `Lên Sàn: đăng ký sản phẩm OCOP một lần, lên nhiều sàn / register an OCOP product once, list it on several platforms

Cách dùng / Usage: npm start -- [options]

  --port <number>        cổng / port (PORT, 3000; 0: cổng trống bất kỳ / any free one)
  --host <address>       địa chỉ lắng nghe / address to listen on (HOST, 127.0.0.1)
  --role all|web|worker  phần nào chạy / which half runs (ROLE, all)
  --data-dir <folder>    thư mục dữ liệu / folder for database, photos and keys (DATA_DIR, .data)
  --help                 in trang này / print this page

Mọi cài đặt khác là biến môi trường, xem .env.example / all other settings are environment variables, see .env.example
`;

const VARIABLES = { port: 'PORT', host: 'HOST', role: 'ROLE', 'data-dir': 'DATA_DIR' } as const;

export type CommandLine = { readonly help: true } | { readonly help: false; readonly settings: Readonly<Record<string, string>> };

export class BadOption extends Error {}

/** Reads the command line; an option is a setting under another name. Throws: BadOption. */
export function readOptions(args: readonly string[]): CommandLine {
  try {
    const text = { type: 'string' } as const;
    const { values } = parseArgs({
      args: [...args],
      options: { port: text, host: text, role: text, 'data-dir': text, help: { type: 'boolean', short: 'h' } },
      allowPositionals: false,
    });
    if (values.help) return { help: true };
    const settings: Record<string, string> = {};
    for (const [option, variable] of Object.entries(VARIABLES)) {
      const value = values[option as keyof typeof VARIABLES]; // its own keys
      if (value !== undefined) settings[variable] = value;
    }
    return { help: false, settings };
  } catch (error) {
    throw new BadOption((error as Error).message.split('. ', 1)[0], { cause: error });
  }
}
