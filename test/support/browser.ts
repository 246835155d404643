import fs from 'node:fs';
import { chromium, type Browser } from 'playwright-core';

/** Where Debian puts it; CHROMIUM_PATH says otherwise. */
const PLACES = [process.env.CHROMIUM_PATH, '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** A headless Chromium of this machine. Throws: Error that says what to install. */
export async function openBrowser(): Promise<Browser> {
  const executablePath = PLACES.find((place) => place !== undefined && fs.existsSync(place));
  if (!executablePath) throw new Error('No Chromium on this machine: install the package "chromium", or set CHROMIUM_PATH.');
  const quiet = ['--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync', '--disable-quic'];
  return chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu', ...quiet] });
}
