import * as v from 'valibot';

import { DataError } from '../../../src-worker/data/errors.ts';
import { nearNames } from '../../views/nearNames.ts';
import { figureSchema, type FigureSpec } from './figure.ts';
import { panelSchema } from './panels.ts';

/** So many mistakes are named at once. */
const MOST_MISTAKES = 8;
/** A longer list of what is allowed is cut. */
const MOST_TEXT = 300;

/**
 * A figure's description from JSON as a person wrote it, filled up with defaults.
 *
 * @param from what it was read from, for messages
 * @throws DataError where it is no JSON, or no figure: each mistake with its place in the JSON and what is allowed there.
 */
export function readSpec(text: string, from: string): FigureSpec {
  let given: unknown;
  try {
    given = JSON.parse(text.replace(/^\ufeff/, ''));
  } catch (error) {
    const why = (error as Error).message.replace(/\.$/, '');
    throw new DataError(`this is not JSON: ${why}.`, { file: from }, 'Mend it there.');
  }
  const read = v.safeParse(figureSchema, given);
  if (read.success) return read.output;
  const found = read.issues.flatMap(innermost);
  const mistakes = found.slice(0, MOST_MISTAKES).map(mistake);
  const more = found.length - mistakes.length;
  throw new DataError(
    `this is no figure. ${mistakes.join(' ')}${more > 0 ? ` And ${more} more.` : ''}`,
    { file: from },
    '`rnavelocity figure --schema` prints all that is allowed; docs/figures.md has examples.',
  );
}

interface Mistake {
  issue: v.BaseIssue<unknown>;
  path: readonly v.IssuePathItem[];
}

/** Where a value may be of several kinds and is of one, but wrong inside, what is wrong there. */
function innermost(issue: v.BaseIssue<unknown>): Mistake[] {
  const path = issue.path ?? [];
  const inside = (issue.issues ?? []).filter((inner) => inner.path !== undefined);
  if (inside.length === 0) return [{ issue, path }];
  return inside.map((inner) => ({ issue: inner, path: [...path, ...inner.path!] }));
}

/** One mistake as a sentence: where it is, what stands there, what may. */
function mistake({ issue, path }: Mistake): string {
  const { type, received, requirement } = issue;
  if (path.length === 0 || Array.isArray(path[0].input))
    return 'A figure is an object with panels, as {"panels": [{"kind": "embedding"}]}.';
  const place = shortened(placeOf(path));
  const key = String(path[path.length - 1].key);
  if (received === 'undefined')
    return `${place} is missing${issue.expected === `"${key}"` ? '' : `; it may be ${expected(issue)}`}.`;
  if (type === 'strict_object' && issue.expected === 'never') return unknownKey(path, place);
  if (type === 'max_length' || type === 'min_length') {
    const what = typeof issue.input === 'string' ? 'characters' : 'entries';
    const limit = `${type === 'max_length' ? 'may have at most' : 'needs at least'} ${String(requirement)}`;
    return `${place} has ${received} ${what}, and ${limit}.`;
  }
  return `${place} is ${inWords(shortened(received))}, and may be ${expected(issue)}.`;
}

function unknownKey(path: readonly v.IssuePathItem[], place: string): string {
  const known = keysAt(path);
  const near = nearNames(String(path[path.length - 1].key), known);
  return near.length > 0
    ? `${place} is no entry; is “${near.join('” or “')}” meant?`
    : `${place} is no entry; there are ${known.join(', ')}.`;
}

/** The entries that the object may have in which a path ends. */
function keysAt(path: readonly v.IssuePathItem[]): string[] {
  if (path.length === 1) return Object.keys(figureSchema.entries);
  if (path.length === 3 && path[0].key === 'panels') {
    const { kind } = path[2].input as { kind?: unknown };
    const panel = panelSchema.options.find(({ entries }) => entries.kind.literal === kind);
    return Object.keys(panel?.entries ?? {});
  }
  return path[path.length - 2].key === 'view' ? ['x', 'y', 'width'] : ['width'];
}

/** What an issue says may stand there, in words. */
function expected({ type, expected: allowed }: v.BaseIssue<unknown>): string {
  if (type === 'integer') return 'a whole number';
  return shortened(inWords((allowed ?? '').replace(/[()]/g, '').replaceAll(' | ', ', ')));
}

function inWords(text: string): string {
  return text
    .replace('>=', 'at least ')
    .replace('<=', 'at most ')
    .replace(/^>/, 'above ')
    .replace(/(?<!")\bArray\b/, 'a list')
    .replace(/(?<!")\bObject\b/, 'an object')
    .replace(/(?<!")\bnumber\b/, 'a number')
    .replace(/(?<!")\bstring\b/, 'a text')
    .replace(/(?<!")\bboolean\b/, 'true or false');
}

/** `panels[1].colorBy`. */
function placeOf(path: readonly v.IssuePathItem[]): string {
  return path.reduce((text, { key }) => {
    if (typeof key === 'number') return `${text}[${key}]`;
    return text === '' ? String(key) : `${text}.${String(key)}`;
  }, '');
}

function shortened(text: string): string {
  return text.length > MOST_TEXT ? `${text.slice(0, MOST_TEXT)}…` : text;
}
