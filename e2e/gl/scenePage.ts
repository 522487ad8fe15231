import { fileURLToPath } from 'node:url';

import { chromium, type Page } from 'playwright-core';
import { createServer } from 'vite';

import { findChromium } from '../chromium.ts';

/** A page that draws with the sources of the scene, in a browser of its own. */
export interface OpenPage {
  page: Page;
  close: () => Promise<void>;
}

/**
 * Opens a page of this folder in headless Chromium, drawn by the processor.
 *
 * @param file The page's name here.
 * @param side Of the square window, in CSS pixels, one device pixel each.
 */
export async function openPage(file: string, side: number): Promise<OpenPage> {
  const server = await createServer({
    root: fileURLToPath(new URL('../..', import.meta.url)),
    configFile: false,
    logLevel: 'error',
    server: {
      host: '127.0.0.1',
      port: 0,
      watch: null,
      hmr: false,
      // Only an isolated page has a clock of microseconds.
      headers: {
        'Cross-Origin-Opener-Policy': 'same-origin',
        'Cross-Origin-Embedder-Policy': 'require-corp',
      },
    },
    optimizeDeps: { noDiscovery: true, include: ['three', 'mediabunny'] },
  });
  await server.listen();
  const { executable, environment } = await findChromium();
  const browser = await chromium.launch({
    executablePath: executable,
    env: { ...process.env, ...environment } as Record<string, string>,
    args: ['--no-sandbox', '--use-angle=swiftshader', '--enable-unsafe-swiftshader'],
  });
  const page = await browser.newPage({ viewport: { width: side, height: side }, deviceScaleFactor: 1 });
  await page.goto(new URL(`e2e/gl/${file}`, server.resolvedUrls!.local[0]).href);
  return {
    page,
    close: async () => {
      await browser.close();
      await server.close();
    },
  };
}
