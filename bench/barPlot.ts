import { median, type Measurement } from './table.ts';

const WIDTH = 720;
const LEFT = 190;
const ROW = 26;
const FILL = { RNAVelocity: '#2a7fb8' } as Readonly<Record<string, string | undefined>>;
const OTHER_FILL = '#b8b8b8';

/** Whole runs as horizontal bars of median seconds, as SVG. */
export function barPlot(measurements: readonly Measurement[], title: string): string {
  const bars = measurements.map(({ model, tool, runs }) => ({
    label: `${model.replace('_', ' ')} · ${tool}`,
    tool,
    seconds: median(runs.map((run) => run.seconds)),
  }));
  const longest = Math.max(...bars.map(({ seconds }) => seconds));
  const x = (seconds: number): number => LEFT + ((WIDTH - LEFT - 70) * seconds) / longest;
  const height = 48 + ROW * bars.length;
  const rows = bars.flatMap(({ label, tool, seconds }, row) => {
    const y = 40 + ROW * row;
    return [
      `<text x="${LEFT - 8}" y="${y + 14}" text-anchor="end">${escaped(label)}</text>`,
      `<rect x="${LEFT}" y="${y}" width="${Math.max(1, x(seconds) - LEFT).toFixed(1)}" height="${ROW - 8}" fill="${FILL[tool] ?? OTHER_FILL}"/>`,
      `<text x="${(x(seconds) + 6).toFixed(1)}" y="${y + 14}">${seconds.toFixed(1)} s</text>`,
    ];
  });
  return svg(WIDTH, height, [`<text x="8" y="20" font-size="14">${escaped(title)}</text>`, ...rows]);
}

/** A picture on white, with text that any program shows. */
export function svg(width: number, height: number, parts: readonly string[]): string {
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="sans-serif" font-size="12">`,
    `<rect width="${width}" height="${height}" fill="#fff"/>`,
    ...parts,
    '</svg>',
    '',
  ].join('\n');
}

export function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}
