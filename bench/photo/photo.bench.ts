import fs from 'node:fs';
import path from 'node:path';
import { Client } from 'pg';
import { migrate } from '../../config/data-source';
import { startWorker, type Worker } from '../support/children';
import { cpuMsOf } from '../support/cpu';
import { line, machine, say, verdictOf, type Pair } from '../support/figures';
import { bench, withGround } from '../support/ground';
import { profiling, readBenchOptions } from '../support/options';
import { phonePhoto } from './photos';
import type { PhotoOrder, PhotoReport } from './turns';

const AIM = 0.85;

bench(async () => {
  const { pairs, seconds, profile } = readBenchOptions({ pairs: 5, seconds: 6 });
  say(`photos per second from upload to the renditions of both platforms, ${pairs} pairs of ${seconds} s; ${machine()}`);
  await withGround(async ({ postgres, folder, later }) => {
    await migrate(postgres.url());
    const file = path.join(folder, 'photo.jpg');
    fs.writeFileSync(file, await phonePhoto());
    say(
      `photo: 4000 × 3000, JPEG, ${(fs.statSync(file).size / 1e6).toFixed(1)} MB; files and rows are flushed to disk; control: sharp alone`,
    );
    const ours = startWorker('photo/ours.ts', profiling(profile));
    const bare = startWorker('photo/bare.ts');
    later(() => Promise.all([ours.stop(), bare.stop()]));
    let from = 1;
    let renditions = 0;
    let taken = 0;
    const measure = async (worker: Worker): Promise<PhotoReport & { cpuMs: number }> => {
      const cpuBefore = cpuMsOf(worker.pid);
      const order: PhotoOrder = { databaseUrl: postgres.url(), folder, file, from, seconds };
      const report = await worker.ask<PhotoReport>(order);
      from += report.photos;
      return { ...report, cpuMs: (cpuMsOf(worker.pid) - cpuBefore) / report.photos };
    };
    const measured: Pair[] = [];
    const cpu: Pair[] = [];
    for (let pair = -1; pair < pairs; pair++) {
      const our = await measure(ours);
      renditions += our.renditions;
      taken += our.photos;
      const control = await measure(bare);
      if (pair < 0) continue; // the first pair only warms up
      measured.push({ ours: our.perSecond, control: control.perSecond });
      cpu.push({ ours: our.cpuMs, control: control.cpuMs });
    }
    say(line('photos', 'a second', verdictOf(measured), AIM));
    say(line('  processor time', 'ms each', verdictOf(cpu)));

    const client = new Client({ connectionString: postgres.url() });
    await client.connect();
    later(() => client.end());
    const { rows } = await client.query<{ photos: string; renditions: string }>(
      'select (select count(*) from photo) as photos, (select count(*) from rendition) as renditions',
    );
    const [books] = rows;
    if (Number(books?.photos) !== taken || Number(books?.renditions) !== taken || renditions !== 2 * taken) {
      throw new Error(`${taken} photos taken in, ${renditions} renditions made, the books say ${JSON.stringify(books)}`);
    }
  });
});
