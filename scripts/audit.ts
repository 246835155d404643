import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { judgeAudit } from './audit.rules';

/** `npm run audit`: asks the registry for known holes in the packages that are installed. Fails for what is severe and has a remedy. */
const { stdout } = spawnSync('npm', ['audit', '--json'], { cwd: path.resolve(__dirname, '..'), encoding: 'utf8', timeout: 90_000 });
const { isBad, text } = judgeAudit(stdout ?? '');
process.stdout.write(`${text}\n`);
process.exitCode = isBad ? 1 : 0;
