/** A parameter's value as it is read by people; “—” for none. */
export function parameterText(value: unknown): string {
  if (Array.isArray(value)) return value.length > 0 ? value.map(parameterText).join(', ') : '—';
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (value === '' || value === null || value === undefined) return '—';
  return typeof value === 'string' ? value : JSON.stringify(value);
}
