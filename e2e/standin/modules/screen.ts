import { EventEmitter } from 'node:events';

import type { Rectangle } from 'electron';

import { preventable } from '../preventable.ts';

/** Electron's screen with one display, whose size a spec can change. */
class Screen extends EventEmitter {
  private bounds: Rectangle = { x: 0, y: 0, width: 1920, height: 1080 };
  private scaleFactor = 1;

  getPrimaryDisplay() {
    const { width, height } = this.bounds;
    return {
      id: 1,
      label: '',
      bounds: { ...this.bounds },
      workArea: { ...this.bounds },
      size: { width, height },
      workAreaSize: { width, height },
      scaleFactor: this.scaleFactor,
      rotation: 0,
      internal: false,
    };
  }

  getAllDisplays() {
    return [this.getPrimaryDisplay()];
  }

  getDisplayMatching() {
    return this.getPrimaryDisplay();
  }

  getDisplayNearestPoint() {
    return this.getPrimaryDisplay();
  }

  getCursorScreenPoint() {
    return { x: 0, y: 0 };
  }

  /** Changes the display; windows made or resized afterwards are of it. */
  setDisplay(bounds: Rectangle, scaleFactor = 1): void {
    this.bounds = bounds;
    this.scaleFactor = scaleFactor;
    this.emit('display-metrics-changed', preventable(), this.getPrimaryDisplay(), [
      'bounds',
      'workArea',
      'scaleFactor',
    ]);
  }
}

export const screen = new Screen();
