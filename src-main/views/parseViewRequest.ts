import * as v from 'valibot';

import { DataError } from '../../src-worker/data/errors.ts';
import { viewRequestSchema, type ViewRequest } from './contract.ts';

const INTEGERS: ReadonlySet<string> = new Set(['run', 'dataset', 'most', 'cell']);

/**
 * The request that an address `…/<view>?run=3&…` (or `dataset=1`) makes. Every argument is checked, unknown and repeated
 * ones are refused.
 *
 * @throws DataError where the address asks for nothing that there is.
 */
export function parseViewRequest(url: URL): ViewRequest {
  const request: Record<string, unknown> = {};
  const source: Record<string, unknown> = {};
  for (const [key, text] of url.searchParams) {
    if (key in request || key in source || key === 'view' || key === 'source')
      throw refusal(`the argument “${key}” is given twice or has no place in an address`);
    const into = key === 'run' || key === 'dataset' ? source : request;
    into[key] = valueOf(key, text);
  }
  request['view'] = url.pathname.slice(url.pathname.lastIndexOf('/') + 1);
  request['source'] = source;
  const result = v.safeParse(viewRequestSchema, request);
  if (result.success) return result.output;
  const [issue] = result.issues;
  throw refusal(`${v.getDotPath(issue) ?? 'the request'}: ${issue.message}`);
}

function valueOf(key: string, text: string): unknown {
  if (INTEGERS.has(key)) return /^\d{1,15}$/.test(text) ? Number(text) : text;
  if (key === 'velocity') return text === 'true' ? true : text === 'false' ? false : text;
  return text;
}

function refusal(problem: string): DataError {
  return new DataError(
    `This view cannot be shown (${problem}).`,
    {},
    'Open the project again; if that does not help, report it.',
  );
}
