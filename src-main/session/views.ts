import { DataError } from '../../src-worker/data/errors.ts';
import { answerView } from '../views/answerView.ts';
import { parseViewRequest } from '../views/parseViewRequest.ts';
import { needProject } from './openProject.ts';
import type { SessionState } from './session.ts';

/**
 * The frame that answers an address `…/data/<token>/<view>?…`.
 *
 * @throws DataError where the token is not that of the open project, or the view cannot be given.
 */
export function answerViewOf(state: SessionState, url: URL): Promise<Uint8Array<ArrayBuffer>> {
  const { reader, token } = needProject(state);
  if (url.pathname.split('/')[2] !== token)
    throw new DataError('this address is of a project that is not open.', {}, 'Open the project again.');
  return answerView(reader, parseViewRequest(url));
}
