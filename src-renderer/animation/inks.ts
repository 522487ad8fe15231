import { INK, type Rgba } from '../../src-worker/drawing/strokes.ts';
import type { Ground } from './choices.ts';

/** Colours of what is drawn on a ground, those of the app's own themes (styles/base.css); CSS, but for the flow's. */
export interface Inks {
  ground: string;
  text: string;
  muted: string;
  /** Behind names and the legend. */
  halo: string;
  flow: { line: Rgba; halo: Rgba };
}

const LIGHT = { text: '#1b1d20', muted: '#5b6067' };

export const INKS: Readonly<Record<Ground, Inks>> = {
  light: { ...LIGHT, ground: '#fafaf9', halo: 'rgb(250 250 249 / 85%)', flow: INK.light },
  white: {
    ...LIGHT,
    ground: '#ffffff',
    halo: 'rgb(255 255 255 / 85%)',
    flow: { line: INK.light.line, halo: [1, 1, 1, INK.light.halo[3]] },
  },
  dark: {
    ground: '#101214',
    text: '#e7e9eb',
    muted: '#a0a6ae',
    halo: 'rgb(16 18 20 / 85%)',
    flow: INK.dark,
  },
};
