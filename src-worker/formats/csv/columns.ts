import type { Column } from '../../data/dataset.ts';
import { namesGroups } from '../summary/roles.ts';
import { MOST_DISTINCT, type ColumnSurvey } from './survey.ts';
import { isMissing, parseBoolean, parseNumber } from './values.ts';

/** Takes the values of one column in their order. */
export interface ColumnBuilder {
  add(text: string): void;
  finish(): Column;
}

/** What holds for the columns of a table together. */
export interface TableHabits {
  /** Numbers have a comma before their decimals. */
  decimalComma: boolean;
  /** Quotation marks stand around text alone, so that a number inside them is a name. */
  quotesMeanText: boolean;
}

/**
 * Numbers (NaN where missing), booleans, or text: categories where values repeat, as anndata stores them. Whole
 * numbers are categories, too, where the column is named as clusters or samples are or R wrote them as a factor.
 */
export function columnBuilder(column: ColumnSurvey, habits: TableHabits): ColumnBuilder {
  const { values, numbers, integers, booleans, commas, quoted, distinct } = column;
  const isNumber = numbers + (habits.decimalComma ? commas : 0) === values && values > 0;
  const isFactor = habits.quotesMeanText && quoted === values;
  const isGroups =
    integers === values &&
    distinct.size <= MOST_DISTINCT &&
    distinct.size < values &&
    namesGroups(column.header);
  if (isNumber && !isFactor && !isGroups) return numberBuilder(habits.decimalComma);
  if (values === 0) return numberBuilder(false);
  return booleans === values ? booleanBuilder() : textBuilder();
}

/** What the columns of a table, taken together, say of how it was written. */
export function habitsOf(columns: readonly ColumnSurvey[], delimiter: string): TableHabits {
  return {
    // 1,234 alone may be a thousand; where semicolons stand between the fields, it is not.
    decimalComma:
      columns.some(({ decimalCommas }) => decimalCommas > 0) ||
      (delimiter === ';' && columns.some(({ commas }) => commas > 0)),
    quotesMeanText: columns.some(({ numbers, quoted }) => numbers > 0 && quoted === 0),
  };
}

function numberBuilder(decimalComma: boolean): ColumnBuilder {
  const values: number[] = [];
  return {
    add(text) {
      const number = parseNumber(decimalComma ? text.replace(',', '.') : text);
      values.push(isMissing(text) ? Number.NaN : (number ?? Number.NaN));
    },
    finish: () => ({ kind: 'numbers', values: Float64Array.from(values) }),
  };
}

function booleanBuilder(): ColumnBuilder {
  const values: number[] = [];
  return {
    add(text) {
      const value = parseBoolean(text);
      values.push(value === undefined ? -1 : Number(value));
    },
    finish: () =>
      // Booleans have no room for “missing”; categories have.
      values.includes(-1)
        ? { kind: 'categorical', codes: Int32Array.from(values), categories: ['False', 'True'] }
        : { kind: 'booleans', values: Uint8Array.from(values) },
  };
}

function textBuilder(): ColumnBuilder {
  const codes: number[] = [];
  const known = new Map<string, number>();
  return {
    add(text) {
      if (isMissing(text)) {
        codes.push(-1);
        return;
      }
      let code = known.get(text);
      if (code === undefined) known.set(text, (code = known.size));
      codes.push(code);
    },
    finish() {
      const texts = [...known.keys()];
      if (texts.length >= codes.length)
        return { kind: 'strings', values: codes.map((code) => (code < 0 ? '' : texts[code])) };
      const categories = texts.toSorted(order(texts));
      const places = new Map(categories.map((text, place) => [text, place]));
      const place = texts.map((text) => places.get(text)!);
      return {
        kind: 'categorical',
        codes: Int32Array.from(codes, (code) => (code < 0 ? -1 : place[code])),
        categories,
      };
    },
  };
}

/** Clusters 2 and 10 in the order of their numbers; other text as pandas sorts it, by its characters. */
function order(texts: string[]): (a: string, b: string) => number {
  if (texts.every((text) => parseNumber(text) !== undefined)) return (a, b) => Number(a) - Number(b);
  return (a, b) => (a < b ? -1 : a > b ? 1 : 0);
}
