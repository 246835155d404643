import fs from 'node:fs';

const TICK_MS = 10;

/** Processor time that the process has used so far, all its threads. Units: milliseconds. NaN where there is no /proc. */
export function cpuMsOf(pid: number): number {
  try {
    const stat = fs.readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return (Number(fields[11]) + Number(fields[12])) * TICK_MS;
  } catch {
    return Number.NaN;
  }
}
