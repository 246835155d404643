import { parseArgs } from 'node:util';
import { startSandbox } from '.';
import type { RunningPlatform, SandboxOptions } from '.';

const HELP = `Sàn thực hành: một sàn kiểu Voso và một sàn kiểu Postmart để tập và để thử, không phải sàn thật; và điện thoại thực hành cho tin nhắn.

  node dist/src/sandbox/main.js [lựa chọn]

  --voso-port N       cổng của sàn kiểu Voso (mặc định 4010)
  --postmart-port N   cổng của sàn kiểu Postmart (mặc định 4020)
  --phones-port N     cổng của điện thoại thực hành (mặc định 4030)
  --only TÊN          chỉ chạy voso, postmart hoặc phones
  --host H            địa chỉ nghe (mặc định 127.0.0.1)
  --state DIR         giữ trạng thái trong thư mục này qua các lần chạy
  --seed N            hạt giống của mọi ngẫu nhiên (mặc định 1)
  --review-ms N       tự duyệt sản phẩm sau N mili giây (mặc định 2000); "off" = chỉ duyệt tay
  --retry-scale X     nhân thời gian chờ gửi lại webhook (mặc định 1)
  --stock-rate N      số lần updateStock mỗi giây của sàn kiểu Voso (mặc định 5); "off" = không giới hạn
  --noise             thỉnh thoảng tự trùng, đảo thứ tự, gửi nhầm webhook
  --help              trang này
`;

/** A wrong option: one sentence for the person at the keyboard. */
class UsageError extends Error {}

type Values = Partial<Record<string, string | boolean>>;

function readOptions(args: readonly string[]): { help: boolean; options: SandboxOptions } {
  const text = { type: 'string' } as const;
  let values: Values;
  try {
    values = parseArgs({
      args: [...args],
      options: {
        'voso-port': text,
        'postmart-port': text,
        'phones-port': text,
        only: text,
        host: text,
        state: text,
        seed: text,
        'review-ms': text,
        'retry-scale': text,
        'stock-rate': text,
        noise: { type: 'boolean' },
        help: { type: 'boolean' },
      },
    }).values;
  } catch {
    throw new UsageError(`Lựa chọn không hiểu được: ${args.join(' ')} (xem --help).`);
  }
  const only = values['only'];
  if (only !== undefined && only !== 'voso' && only !== 'postmart' && only !== 'phones')
    throw new UsageError('--only phải là voso, postmart hoặc phones.');
  const isWanted = (name: string): boolean => only === undefined || only === name;
  return {
    help: values['help'] === true,
    options: {
      host: textOf(values, 'host') ?? '127.0.0.1',
      stateDir: textOf(values, 'state'),
      seed: numberOf(values, 'seed', Number.MAX_SAFE_INTEGER) ?? 1,
      reviewMs: values['review-ms'] === 'off' ? null : numberOf(values, 'review-ms', 10 * 86_400_000),
      retryScale: numberOf(values, 'retry-scale', 1000, false),
      noise: values['noise'] === true,
      voso: isWanted('voso') && {
        port: numberOf(values, 'voso-port', 65_535) ?? 4010,
        stockRatePerSecond: values['stock-rate'] === 'off' ? null : numberOf(values, 'stock-rate', 100_000),
      },
      postmart: isWanted('postmart') && { port: numberOf(values, 'postmart-port', 65_535) ?? 4020 },
      phones: isWanted('phones') && { port: numberOf(values, 'phones-port', 65_535) ?? 4030 },
    },
  };
}

function textOf(values: Values, name: string): string | undefined {
  const value = values[name];
  if (value === '') throw new UsageError(`--${name} không được để trống.`);
  return typeof value === 'string' ? value : undefined;
}

function numberOf(values: Values, name: string, max: number, whole = true): number | undefined {
  const text = textOf(values, name);
  if (text === undefined) return undefined;
  const value = Number(text);
  if (!Number.isFinite(value) || value < 0 || value > max || (whole && !Number.isInteger(value))) {
    throw new UsageError(`--${name} phải là số${whole ? ' nguyên' : ''} từ 0 đến ${max}, không phải "${text}".`);
  }
  return value;
}

function show(name: string, platform: RunningPlatform): string {
  const logins = platform.platform.logins.map((line) => `    ${line}`).join('\n');
  return `  ${name}  ${platform.url}\n${logins}\n`;
}

async function main(): Promise<void> {
  const { help, options } = readOptions(process.argv.slice(2));
  if (help) {
    process.stdout.write(HELP);
    return;
  }
  const sandbox = await startSandbox(options);
  const shown = [
    options.voso === false ? '' : show('Voso thực hành    ', sandbox.voso),
    options.postmart === false ? '' : show('Postmart thực hành', sandbox.postmart),
    options.phones === false ? '' : `  Điện thoại thực hành  ${sandbox.phones.url}\n`,
  ];
  process.stdout.write(`Sàn thực hành đã sẵn sàng (không phải sàn thật):\n${shown.join('')}`);
  const stop = (): void => {
    void sandbox.stop().then(() => process.exit(0));
  };
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
}

function explain(error: unknown): string {
  if (error instanceof UsageError) return error.message;
  if (error instanceof Error && 'code' in error) {
    if (error.code === 'EADDRINUSE')
      return `Cổng đã có chương trình khác dùng (${'port' in error ? String(error.port) : '?'}); hãy chọn cổng khác.`;
    if (error.code === 'EACCES') return 'Không được phép mở cổng hoặc ghi thư mục này.';
    if (error.code === 'EADDRNOTAVAIL' || error.code === 'ENOTFOUND') return 'Địa chỉ --host không có trên máy này.';
  }
  return error instanceof Error ? error.message : String(error);
}

main().catch((error: unknown) => {
  process.stderr.write(`${explain(error)}\n`);
  process.exit(1);
});
