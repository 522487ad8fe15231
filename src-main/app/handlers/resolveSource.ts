import type { ImportSource } from '../../../src-worker/formats/index.ts';
import type { ArgsOf } from '../../ipc/contract.ts';
import type { Caller, Services } from './handler.ts';

/** What the page wants to import, with paths in place of tokens. @throws DataError where it was not given one of the files. */
export function resolveSource(
  { grants }: Services,
  caller: Caller,
  { counts, annotations, ...others }: ArgsOf<'files.inspect'>,
): ImportSource {
  const pathOf = (token: string): string => grants.find(caller.id, token, 'data').path;
  return {
    ...others,
    counts: counts.map(({ grant, sample }) => ({ path: pathOf(grant), sample })),
    annotations: annotations?.map(pathOf),
  };
}
