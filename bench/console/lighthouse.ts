import { execFile } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';

const VERSION = '12.8.2';

/** Points of 100, and what they are made of. Times in ms. */
export interface Points {
  readonly performance: number;
  readonly accessibility: number;
  readonly bestPractices: number;
  readonly contentMs: number;
  readonly blockedMs: number;
  /** How fast the machine was just then, by Lighthouse's own measure: its points are worth little on one that is busy. */
  readonly machine: number;
}

interface Report {
  readonly categories: Readonly<Record<'performance' | 'accessibility' | 'best-practices', { readonly score: number }>>;
  readonly environment: { readonly benchmarkIndex: number };
  readonly audits: Readonly<Record<string, { readonly numericValue?: number }>>;
}

/**
 * Lighthouse's judgement of a page as on a middling telephone, in the browser that listens on that port. Signed in stays signed in.
 * It is fetched by npx for this alone: two hundred packages are no part of the project. Throws: Error when it cannot be had.
 */
export async function judge(url: string, port: number): Promise<Points> {
  const output = path.join(os.tmpdir(), `lighthouse-${process.pid}.json`);
  const flags = ['--quiet', '--disable-storage-reset', `--port=${port}`, '--output=json', `--output-path=${output}`];
  const only = '--only-categories=performance,accessibility,best-practices';
  const run = (): Promise<unknown> =>
    promisify(execFile)('npx', ['--yes', `lighthouse@${VERSION}`, url, ...flags, only], { timeout: 120_000 });
  await run().catch(run); // it loses the beginning of a page now and then, and asks to be run again
  const { categories, audits, environment } = JSON.parse(fs.readFileSync(output, 'utf8')) as Report; // Lighthouse's own format
  fs.rmSync(output);
  const points = (name: keyof Report['categories']): number => Math.round(categories[name].score * 100);
  return {
    performance: points('performance'),
    accessibility: points('accessibility'),
    bestPractices: points('best-practices'),
    contentMs: audits['largest-contentful-paint']?.numericValue ?? Number.NaN,
    blockedMs: audits['total-blocking-time']?.numericValue ?? Number.NaN,
    machine: environment.benchmarkIndex,
  };
}
