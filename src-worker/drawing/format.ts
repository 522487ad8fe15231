/** A number for a table or tooltip: three significant digits, a real minus sign, an em dash where missing. */
export function formatNumber(value: number): string {
  if (!Number.isFinite(value)) return '—';
  if (value === 0) return '0';
  const size = Math.abs(value);
  const text =
    size >= 1e5 || size < 1e-3
      ? value.toExponential(1)
      : size >= 100
        ? value.toLocaleString('en', { maximumFractionDigits: 0 })
        : value.toPrecision(3);
  return text.replace(/-/g, '−');
}

/** A number among others `step` apart: as many decimals as tell them apart. */
export function formatStep(value: number, step: number): string {
  const decimals = Math.max(0, -Math.floor(Math.log10(step) + 1e-9));
  if (!Number.isFinite(decimals) || decimals > 4 || Math.abs(value) >= 1e5) return formatNumber(value);
  const text = value.toFixed(decimals);
  return (Number(text) === 0 ? text.replace('-', '') : text).replace('-', '−');
}

/** A whole number with thousands separated. */
export function formatCount(value: number): string {
  return value.toLocaleString('en');
}

/** A share as whole per cent. */
export function formatPercent(share: number): string {
  return Number.isFinite(share) ? `${Math.round(100 * share)} %` : '—';
}

/** A size in bytes with the unit that suits it: 1 MB is a million bytes, as file managers count. */
export function formatBytes(bytes: number): string {
  const units = ['B', 'kB', 'MB', 'GB', 'TB'];
  let value = Math.max(0, bytes);
  let unit = 0;
  while (value >= 999.5 && unit < units.length - 1) {
    value /= 1000;
    unit++;
  }
  return `${unit === 0 || value >= 99.5 ? Math.round(value) : Number(value.toPrecision(2))} ${units[unit]}`;
}
