import type { FigureFormat } from '../../../src-main/ipc/types.ts';

/** What a figure can be exported as. */
export const FORMATS: readonly { format: FigureFormat; label: string; detail: string; pixels: boolean }[] = [
  { format: 'svg', label: 'SVG', detail: 'vectors to edit', pixels: false },
  { format: 'pdf', label: 'PDF', detail: 'vectors to print', pixels: false },
  { format: 'png', label: 'PNG', detail: 'pixels', pixels: true },
  { format: 'tiff', label: 'TIFF', detail: 'pixels for print', pixels: true },
];

export const DPI = [150, 300, 600, 1200] as const;

/** Pixels of a page of a size in mm, as [across, down]. */
export function pixelsOf(page: { width: number; height: number }, dpi: number): [number, number] {
  return [Math.round((page.width / 25.4) * dpi), Math.round((page.height / 25.4) * dpi)];
}
