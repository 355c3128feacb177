import { type Browser, chromium } from 'playwright-core';
import { CHROMIUM } from '../instrument/support/requirements.js';

/** Starts the distribution's Chromium, without what it would ask of the network by itself. */
export function startBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: CHROMIUM,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}
