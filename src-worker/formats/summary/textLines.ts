/** A heading and what stands below it; nothing where nothing does. */
export function section(title: string, lines: string[]): string[] {
  return lines.length > 0 ? [`  ${title}`, ...lines.map((line) => `    ${line}`)] : [];
}

/** A whole number with commas between the thousands. */
export function count(value: number): string {
  return value.toLocaleString('en-US');
}
