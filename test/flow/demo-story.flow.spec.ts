import net, { type AddressInfo } from 'node:net';
import { endDemos, startDemo } from '../support/demo';

/** The whole story on fresh data has to end within this time on a machine that does nothing else; twice that when tests run beside it. */
const WITHIN_MS = 120_000;

describe('npm run demo -- --story', () => {
  afterEach(endDemos);

  it(
    '[MJ1] [MJ2] starts everything, registers over a hundred real products, puts them on both platforms, sells and restores, and says so step by step',
    async () => {
      const run = startDemo(['--story']);

      expect({ code: await run.ended, output: run.output() }).toMatchObject({ code: 0 });
      const seen = run.output();
      expect(Number(/Đã đăng ký (\d+) sản phẩm/.exec(seen)?.[1])).toBeGreaterThanOrEqual(100);
      expect(Number(/✔ (\d+) sản phẩm đang bán trên cả hai sàn/.exec(seen)?.[1])).toBeGreaterThanOrEqual(30);
      for (const step of [
        'Tồn kho hai sàn và trong API khớp nhau',
        'có đúng một lần trong API',
        'còn 40 thay vì 42',
        'trở lại 42 mỗi bên',
        'nhãn gửi hàng',
        'Hết: mọi bước đã thấy qua HTTP',
      ]) {
        expect(seen).toContain(step);
      }
    },
    WITHIN_MS,
  );

  it('[MJ4] a wrong option and a taken port: one sentence, exit code not 0', async () => {
    const wrong = startDemo(['--stroy']);
    expect(await wrong.ended).toBe(2);
    expect(wrong.output()).toMatch(/^Tuỳ chọn không đúng: .*--stroy.*\n$/);

    const other = net.createServer();
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    const { port } = other.address() as AddressInfo; // a TCP server's address is no text
    const taken = startDemo(['--story', '--voso-port', String(port)]);
    const code = await taken.ended;
    other.close();
    expect(code).toBe(1);
    expect(taken.output().split('\n').slice(1).join('\n')).toMatch(
      new RegExp(`^Cổng ${port} đang có chương trình khác dùng.*--voso-port.*\n$`),
    );
  });
});
