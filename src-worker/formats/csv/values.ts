const MISSING = new Set([
  '',
  'NA',
  'N/A',
  'n/a',
  '#N/A',
  '<NA>',
  'NaN',
  'nan',
  '-nan',
  'NULL',
  'null',
  'None',
]);
const NUMBER = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;
const INFINITE = /^([+-]?)inf(?:inity)?$/i;
const DECIMAL_COMMA = /^[+-]?\d+,\d+(?:[eE][+-]?\d+)?$/;
const THOUSANDS = /^[+-]?[1-9]\d{0,2}(?:,\d{3})+$/;

/** Whether a field says that there is no value, in the words of R and pandas. */
export function isMissing(text: string): boolean {
  return MISSING.has(text);
}

/** The number that a field holds, with `.` before its decimals; nothing where it holds none. */
export function parseNumber(text: string): number | undefined {
  if (NUMBER.test(text)) return Number(text);
  const infinite = INFINITE.exec(text);
  if (!infinite) return undefined;
  return infinite[1] === '-' ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
}

/** Whether a field is a number with a comma before its decimals, or with one between thousands. */
export function hasNumberComma(text: string): boolean {
  return DECIMAL_COMMA.test(text) || THOUSANDS.test(text);
}

/** Whether a comma between thousands could have been meant: 1,234 but not 0,5 or 12,34. */
export function isThousands(text: string): boolean {
  return THOUSANDS.test(text);
}

/** True or false as R, pandas and JSON write them; nothing for other text. */
export function parseBoolean(text: string): boolean | undefined {
  if (text === 'TRUE' || text === 'True' || text === 'true') return true;
  return text === 'FALSE' || text === 'False' || text === 'false' ? false : undefined;
}
