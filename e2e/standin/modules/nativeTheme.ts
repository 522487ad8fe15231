import { EventEmitter } from 'node:events';

import type { WindowPage } from '../windowPage.ts';

type ThemeSource = 'system' | 'light' | 'dark';

/** The media features pages see, and which pages see them. */
class PageMedia {
  dark = false;
  reducedMotion = false;
  private readonly pages = new Set<WindowPage>();

  /** Makes a page, now and at later changes, see the features. */
  async apply(page: WindowPage): Promise<void> {
    this.pages.add(page);
    await page.session
      .send('Emulation.setEmulatedMedia', {
        features: [
          { name: 'prefers-color-scheme', value: this.dark ? 'dark' : 'light' },
          { name: 'prefers-reduced-motion', value: this.reducedMotion ? 'reduce' : 'no-preference' },
        ],
      })
      // A page that has gone needs no features.
      .catch(() => this.pages.delete(page));
  }

  async applyToAll(): Promise<void> {
    await Promise.all([...this.pages].map((page) => this.apply(page)));
  }
}

export const pageMedia = new PageMedia();

/** Electron's nativeTheme: what the app chose decides, else the system, which a spec can set. */
class NativeTheme extends EventEmitter {
  private source: ThemeSource = 'system';
  private systemDark = false;

  get themeSource(): ThemeSource {
    return this.source;
  }

  set themeSource(source: ThemeSource) {
    if (!['system', 'light', 'dark'].includes(source))
      throw new TypeError(`Invalid themeSource: ${String(source)}`);
    this.source = source;
    void this.update();
  }

  get shouldUseDarkColors(): boolean {
    return this.source === 'system' ? this.systemDark : this.source === 'dark';
  }

  get shouldUseHighContrastColors(): boolean {
    return false;
  }

  get prefersReducedTransparency(): boolean {
    return false;
  }

  /** Makes the system prefer dark or light; resolves once pages see it. */
  async setSystemDark(dark: boolean): Promise<void> {
    this.systemDark = dark;
    await this.update();
  }

  private async update(): Promise<void> {
    const changed = pageMedia.dark !== this.shouldUseDarkColors;
    pageMedia.dark = this.shouldUseDarkColors;
    if (changed) this.emit('updated');
    await pageMedia.applyToAll();
  }
}

export const nativeTheme = new NativeTheme();
