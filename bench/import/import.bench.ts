import path from 'node:path';
import { migrate } from '../../config/data-source';
import { startWorker } from '../support/children';
import { line, machine, number, say, verdictOf, type Pair } from '../support/figures';
import { bench, withGround } from '../support/ground';
import { profiling, readBenchOptions } from '../support/options';
import { writeTable, type ImportOrder, type ImportReport } from './table';

const AIM = 0.6;
const ROWS = 20_000;
const MOST_MB = 300;

bench(async () => {
  const { pairs, profile } = readBenchOptions({ pairs: 3, seconds: 1 });
  say(`rows per second of a table of ${number(ROWS)} rows and 20 columns, ${pairs} pairs; ${machine()}`);
  await withGround(async ({ postgres, folder, later }) => {
    await migrate(postgres.url());
    const file = path.join(folder, 'table.xlsx');
    await writeTable(file, ROWS);
    const order: ImportOrder = { databaseUrl: postgres.url(), file, rows: ROWS };
    const ours = startWorker('import/ours.ts', profiling(profile));
    later(() => ours.stop());
    const measured: Pair[] = [];
    let peak = 0;
    let barePeak = 0;
    for (let pair = -1; pair < pairs; pair++) {
      const our = await ours.ask<ImportReport>(order);
      // A process of its own each time: exceljs keeps what it read until the next collection.
      const bare = startWorker('import/bare.ts');
      const control = await bare.ask<ImportReport>(order);
      await bare.stop();
      if (control.rows !== ROWS) throw new Error(`the control read ${control.rows} rows`);
      peak = our.peakMb;
      barePeak = Math.max(barePeak, control.peakMb);
      if (pair < 0) continue; // the first pair only warms up
      measured.push({ ours: our.perSecond, control: control.perSecond });
    }
    say(line('rows', 'a second', verdictOf(measured), AIM));
    say(`  peak of the process: ${number(peak)} MB, control ${number(barePeak)}  aim < ${MOST_MB}: ${peak < MOST_MB ? 'met' : 'MISSED'}`);
  });
});
