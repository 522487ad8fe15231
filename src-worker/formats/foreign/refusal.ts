/** What a file or folder is that cannot be read, and the way to what can. */
export interface Refusal {
  problem: string;
  remedy: string;
}
