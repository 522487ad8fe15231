/** What a key asks of the embedding. */
export type KeyAction =
  | { kind: 'pan'; dx: number; dy: number }
  | { kind: 'zoom'; factor: number }
  | { kind: 'step'; by: 1 | -1 }
  | { kind: 'all' | 'fit' | 'clear' | 'choose' };

const STEP = 48;
export const ZOOM_STEP = 1.25;

const ACTIONS: Record<string, KeyAction> = {
  ArrowLeft: { kind: 'pan', dx: STEP, dy: 0 },
  ArrowRight: { kind: 'pan', dx: -STEP, dy: 0 },
  ArrowUp: { kind: 'pan', dx: 0, dy: STEP },
  ArrowDown: { kind: 'pan', dx: 0, dy: -STEP },
  '+': { kind: 'zoom', factor: ZOOM_STEP },
  '=': { kind: 'zoom', factor: ZOOM_STEP },
  '-': { kind: 'zoom', factor: 1 / ZOOM_STEP },
  '.': { kind: 'step', by: 1 },
  ',': { kind: 'step', by: -1 },
  '0': { kind: 'all' },
  f: { kind: 'fit' },
  Escape: { kind: 'clear' },
  Enter: { kind: 'choose' },
};

/** The action of a key; undefined for others and for those held with Ctrl, Meta or Alt, which belong to menus. */
export function keyAction(event: {
  key: string;
  ctrlKey: boolean;
  metaKey: boolean;
  altKey: boolean;
}): KeyAction | undefined {
  if (event.ctrlKey || event.metaKey || event.altKey) return undefined;
  return Object.hasOwn(ACTIONS, event.key) ? ACTIONS[event.key] : undefined;
}

/**
 * The next cell in sight after `from`, in the run's order and round its end, so that every cell can be read without a pointer.
 * −1 if none is in sight.
 */
export function nextCell(from: number, by: 1 | -1, count: number, shown: (cell: number) => boolean): number {
  const start = from < 0 && by < 0 ? 0 : from;
  for (let k = 1; k <= count; k++) {
    const cell = (((start + by * k) % count) + count) % count;
    if (shown(cell)) return cell;
  }
  return -1;
}
