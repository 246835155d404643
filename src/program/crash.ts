import { faultTrace } from '../shared/kernel';

/**
 * Ends the process as Node would, with fewer words: Node writes the whole error with all that hangs on it, and a database error holds the values of its
 * statement. A rejection that nobody handles comes here too.
 */
export function crashInPrivate(): void {
  process.on('uncaughtException', (error) => {
    process.stderr.write(`${faultTrace(error)}\n`);
    process.exit(1);
  });
}
