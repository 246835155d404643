import { hostilePapers, pdf, pdfBomb, rawPdf } from '../../../test/support/paper-files';
import { inspectPdf, isPdf } from './pdf';

const outcome = (file: Buffer): Promise<unknown> =>
  inspectPdf(file).catch((error: { facts?: { reason: string } }) => error.facts?.reason ?? error);

describe('a PDF', () => {
  it('is taken with as many pages as it has, up to fifty', async () => {
    expect(await outcome(await pdf(1))).toBe(1);
    expect(await outcome(await pdf(50))).toBe(50);
    expect(await outcome(rawPdf(['<< /S /URI /URI (https://ocop.gov.vn) >>'], '/OpenAction [3 0 R /Fit]'))).toBe(1);
  });

  it('may hold packed parts of ordinary size', async () => {
    expect(await outcome(await pdfBomb(1))).toBe(1);
  });

  it('is refused for what it carries, whatever it looks like', async () => {
    const files = (await hostilePapers()).filter(([, , file]) => isPdf(file));
    expect(files.length).toBeGreaterThan(15);
    const found: (readonly [string, unknown])[] = [];
    for (const [name, , file] of files) found.push([name, await outcome(file)]);
    expect(found).toEqual(files.map(([name, reason]) => [name, reason]));
  });

  it('costs little memory however much it would unpack to', async () => {
    const bomb = await pdfBomb(600, 2);
    const before = process.memoryUsage().rss;
    let peak = before;
    const watch = setInterval(() => (peak = Math.max(peak, process.memoryUsage().rss)), 5);
    await Promise.all([outcome(bomb), outcome(bomb)]);
    clearInterval(watch);
    expect((peak - before) / 1024 / 1024).toBeLessThan(250);
  });
});
