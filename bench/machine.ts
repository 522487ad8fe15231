import { cpus, loadavg, totalmem } from 'node:os';

/** The machine that was measured on, in words, and how busy it was with other things. */
export function machine(threads: string): string {
  const memory = Math.round(totalmem() / 2 ** 30);
  return `${cpus()[0].model}, ${cpus().length} cores, ${memory} GiB, Node ${process.version}, ${threads} threads; load before: ${loadavg()[0].toFixed(1)}`;
}
