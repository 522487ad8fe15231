import type { Checkpoint } from './checkpoint.ts';

/** What every writer of files can be told. */
export interface WriteOptions {
  /** Called between the blocks of a long write; throws to stop it, and nothing is left behind. */
  checkpoint?: Checkpoint;
}
