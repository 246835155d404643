import { DataSource } from 'typeorm';
import { dataSourceOptions } from '../config/data-source';
import { readEnv } from '../config/env';
import { verifyChains } from '../src/people';
import { openDatabase } from '../src/program/database';
import { Transactions } from '../src/shared/db';

/**
 * `npm run acts:verify`: recomputes the chain of what was done for each producer and says what is wrong, one line for each fault: chain, number, kind.
 * Takes the settings of the program (DATABASE_URL, or the embedded database while the program is stopped). Ends with 1 when something is wrong.
 */
async function main(): Promise<void> {
  const env = readEnv();
  const database = await openDatabase(env);
  try {
    const dataSource = await new DataSource({ ...dataSourceOptions(database.url, 2), entities: [] }).initialize();
    try {
      const report = await verifyChains(new Transactions(dataSource), ({ chainId, seq, kind }) =>
        process.stdout.write(`FAULT ${chainId} ${seq} ${kind}\n`),
      );
      process.stdout.write(`${report.chains} chains, ${report.acts} acts, ${report.faults} faults, digest ${report.digest}\n`);
      process.exitCode = report.faults > 0 ? 1 : 0;
    } finally {
      await dataSource.destroy();
    }
  } finally {
    await database.stop();
  }
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 2;
});
