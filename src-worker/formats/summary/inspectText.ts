import { oneLine } from '../names/oneLine.ts';
import { mergeText } from './mergeText.ts';
import type { ColumnSummary, FileSummary, LayerSummary } from './summary.ts';
import { count, section } from './textLines.ts';

const MOST_CATEGORIES = 12;

/** A file's summary as plain text, as `rnavelocity inspect` prints it. */
export function inspectText(summary: FileSummary): string {
  const lines = [summary.path];
  if (summary.format) lines.push(`  Format      ${summary.format}${sizeText(summary.size)}`);
  if (summary.cells > 0 || summary.genes > 0)
    lines.push(`  Size        ${count(summary.cells)} cells × ${count(summary.genes)} genes`);
  if (summary.totals) {
    const { spliced, unspliced } = summary.totals;
    lines.push(`  Counts      ${count(spliced)} spliced, ${count(unspliced)} unspliced`);
  }
  if (summary.unsplicedFraction !== undefined)
    lines.push(`  Unspliced   ${(summary.unsplicedFraction * 100).toFixed(1)} %`);
  if (summary.merge) lines.push(...mergeText(summary.merge));
  lines.push(...section('Layers', summary.layers.map(layerText)));
  lines.push(...section('Cells (obs)', summary.obs.flatMap(columnText)));
  lines.push(...section('Genes (var)', summary.var.flatMap(columnText)));
  const embeddings = summary.obsm.map(({ name, columns }) => `${name} (${columns})`);
  if (embeddings.length > 0) lines.push(`  Embeddings  ${embeddings.join(', ')}`);
  if (summary.obsp.length > 0) lines.push(`  Pairwise    ${summary.obsp.join(', ')}`);
  if (summary.neighbors) {
    const { count: neighbors } = summary.neighbors;
    lines.push(`  Neighbours  ${neighbors === undefined ? 'stored' : `${neighbors} a cell`}`);
  }
  for (const warning of summary.warnings) lines.push(`  Warning     ${oneLine(warning)}`);
  if (summary.error) lines.push(`  Error       ${oneLine(summary.error)}`);
  return lines.join('\n');
}

function layerText({ name, encoding, dtype, compression, rows, cols, stored }: LayerSummary): string {
  const share = rows * cols > 0 && encoding !== 'dense' ? `, ${percent(stored / (rows * cols))} stored` : '';
  return `${name}: ${encoding} ${dtype}${compression ? ` ${compression}` : ''}, ${rows} × ${cols}${share}`;
}

function columnText({ name, kind, categories, role, usual }: ColumnSummary): string[] {
  const head = `${oneLine(name)}: ${kind}${roleText(role, usual)}`;
  if (!categories) return [head];
  const shown = categories
    .slice(0, MOST_CATEGORIES)
    .map((category) => `${oneLine(category.name)} ${category.count}`);
  const more = categories.length > shown.length ? `, … (${categories.length} in all)` : '';
  return [head, `  ${shown.join(', ')}${more}`];
}

function roleText(role: ColumnSummary['role'], usual: boolean | undefined): string {
  if (usual) return ', taken as clusters';
  return role ? `, looks like ${role}` : '';
}

function sizeText(bytes: number | undefined): string {
  if (bytes === undefined) return '';
  return bytes < 1e6 ? `, ${(bytes / 1e3).toFixed(0)} kB` : `, ${(bytes / 1e6).toFixed(1)} MB`;
}

function percent(share: number): string {
  return `${(share * 100).toFixed(1)} %`;
}
