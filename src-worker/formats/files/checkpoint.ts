/** Called between the blocks of a long read or write; throws to stop it. */
export type Checkpoint = () => void;
