import type { OutlineCommand } from '../../fonts/typeface.ts';
import { decimal } from '../numbers.ts';

/** Commands as the `d` of an SVG path. */
export function pathData(commands: readonly OutlineCommand[], decimals = 2): string {
  let data = '';
  for (const [letter, ...numbers] of commands)
    data += letter + numbers.map((value) => decimal(value, decimals)).join(' ');
  return data;
}

/** Lines through points as the `d` of one path, a subpath each. */
export function linesData(points: Float32Array, offsets: Uint32Array): string {
  const parts: string[] = [];
  for (let line = 0; line + 1 < offsets.length; line++) {
    let data = 'M';
    for (let i = offsets[line]; i < offsets[line + 1]; i++)
      data += `${i > offsets[line] ? ' ' : ''}${decimal(points[2 * i])} ${decimal(points[2 * i + 1])}`;
    parts.push(data);
  }
  return parts.join('');
}
