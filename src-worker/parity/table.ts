import type { ParityRow } from './row.ts';

const HEADER = ['stage', 'quantity', 'measured', 'bound', '', 'detail'];

/** The rows as aligned text, or as a Markdown table. */
export function parityTable(rows: readonly ParityRow[], format: 'text' | 'markdown' = 'text'): string {
  const cells = rows.map((row) => [
    row.stage,
    row.quantity,
    shortNumber(row.measured),
    row.bound,
    row.passed ? 'pass' : 'FAIL',
    row.detail,
  ]);
  if (format === 'markdown')
    return [HEADER, HEADER.map(() => '---'), ...cells]
      .map((line) => `| ${line.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`)
      .join('\n');
  const widths = HEADER.map((title, c) => Math.max(title.length, ...cells.map((line) => line[c].length)));
  const failed = rows.filter((row) => !row.passed).length;
  return [
    ...[HEADER, ...cells].map((line) =>
      line
        .map((cell, c) => (c === MEASURED ? cell.padStart(widths[c]) : cell.padEnd(widths[c])))
        .join('  ')
        .trimEnd(),
    ),
    '',
    failed === 0 ? `All ${rows.length} comparisons pass.` : `${failed} of ${rows.length} comparisons fail.`,
  ].join('\n');
}

const MEASURED = 2;

/** Six significant digits; small and large numbers with an exponent. */
function shortNumber(value: number): string {
  if (!Number.isFinite(value) || Number.isInteger(value)) return String(value);
  const size = Math.abs(value);
  return size >= 1e-3 && size < 1e5 ? String(Number(value.toPrecision(6))) : value.toExponential(1);
}
