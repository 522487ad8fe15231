import type { CountSink } from './countPair.ts';

/** Adds up counts without keeping them. */
export class CountTally implements CountSink {
  total = 0;
  /** Sum of each cell. */
  readonly ofCell: Float64Array;
  /** Sum of each gene. */
  readonly ofGene: Float64Array;
  private first = 0;
  private second = 0;

  constructor(cells: number, genes: number) {
    this.ofCell = new Float64Array(cells);
    this.ofGene = new Float64Array(genes);
  }

  add(cell: number, gene: number, count: number): void {
    this.total += count;
    this.ofCell[cell] += count;
    this.ofGene[gene] += count;
    const place = mix(Math.imul(cell + 1, 0x9e3779b1) ^ mix(gene + 1));
    this.first = (this.first + Math.imul(place, count)) | 0;
    this.second = (this.second + Math.imul(mix(place ^ 0x165667b1), count)) | 0;
  }

  /**
   * Whether both hold the same counts at the same places, whatever their order: compared by sums of the counts times
   * a hash of their place, so that a wrong yes is as likely as two equal 64-bit numbers.
   */
  equals(other: CountTally): boolean {
    return this.total === other.total && this.first === other.first && this.second === other.second;
  }
}

/** Spreads the bits of a 32-bit number. */
function mix(value: number): number {
  let bits = value ^ (value >>> 16);
  bits = Math.imul(bits, 0x7feb352d);
  bits ^= bits >>> 15;
  bits = Math.imul(bits, 0x846ca68b);
  return bits ^ (bits >>> 16);
}
