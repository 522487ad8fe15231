import type { FigureSpec } from '../spec/figure.ts';
import { PANEL_KINDS } from '../spec/panels.ts';

/** The letter of a panel by its place, as it is written; empty where panels are not lettered. */
export function letterOf(style: FigureSpec['letters'], place: number): string {
  const letter = String.fromCharCode('a'.charCodeAt(0) + place);
  switch (style) {
    case 'a':
      return letter;
    case 'A':
      return letter.toUpperCase();
    case '(a)':
      return `(${letter})`;
    case 'none':
      return '';
  }
}

/** What a panel is called in messages and in the layers of a file: “Panel a: Embedding”. */
export function panelName(
  { letters, panels }: Pick<FigureSpec, 'letters' | 'panels'>,
  place: number,
): string {
  const letter = letters === 'A' ? letterOf('A', place) : letterOf('a', place);
  return `Panel ${letter}: ${PANEL_KINDS[panels[place].kind]}`;
}
