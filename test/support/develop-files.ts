import fs from 'node:fs';
import { Darkroom } from '../../src/catalog/photo/darkroom';

/** Develops every file named on the command line and tells what became of each, and the most memory that the process ever had. */
async function main(files: readonly string[]): Promise<void> {
  const darkroom = new Darkroom();
  const outcomes: Record<string, string> = {};
  const started = process.resourceUsage().maxRSS;
  await Promise.all(
    files.map(async (file) => {
      outcomes[file] = await darkroom
        .develop(() => fs.promises.readFile(file))
        .then(
          () => 'taken',
          (error: Error) => error.message,
        );
    }),
  );
  process.stdout.write(JSON.stringify({ outcomes, startedMb: started / 1024, peakMb: process.resourceUsage().maxRSS / 1024 }));
}

void main(process.argv.slice(2));
