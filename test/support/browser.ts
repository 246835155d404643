import fs from 'node:fs';
import { chromium, type Browser, type BrowserContext } from 'playwright-core';

/** Where Debian puts it; CHROMIUM_PATH says otherwise. */
const PLACES = [process.env.CHROMIUM_PATH, '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

const QUIET = ['--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync', '--disable-quic'];

function whatToStart(): { executablePath: string; args: string[] } {
  const executablePath = PLACES.find((place) => place !== undefined && fs.existsSync(place));
  if (!executablePath) throw new Error('No Chromium on this machine: install the package "chromium", or set CHROMIUM_PATH.');
  return { executablePath, args: ['--no-sandbox', '--disable-gpu', ...QUIET] };
}

/** A headless Chromium of this machine. Throws: Error that says what to install. */
export async function openBrowser(): Promise<Browser> {
  return chromium.launch(whatToStart());
}

/** The same with a profile in that folder: closed and opened again it is a browser that was started anew. */
export async function openProfile(
  folder: string,
  viewport: { width: number; height: number },
  flags: readonly string[] = [],
): Promise<BrowserContext> {
  const { executablePath, args } = whatToStart();
  return chromium.launchPersistentContext(folder, {
    executablePath,
    args: [...args, ...flags],
    viewport,
    locale: 'vi-VN',
    timezoneId: 'Asia/Ho_Chi_Minh',
  });
}
