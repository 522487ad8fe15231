import { DataError } from '../../src-worker/data/errors.ts';
import type { Estimate } from './estimate.ts';

/**
 * Refuses a run that the machine has no room for: out of memory the system would end the whole program in the middle of it.
 *
 * @throws DataError that says what is missing and what to change.
 */
export function refuseTooLarge({ memory, freeMemory, disk, freeDisk, advice }: Estimate): void {
  if (memory <= freeMemory && disk <= freeDisk) return;
  throw new DataError('the run does not fit on this computer.', {}, advice ?? 'Close other programs.');
}
