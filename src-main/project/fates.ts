import type { Database } from 'better-sqlite3';

import type { ArrayTypes } from '../../src-worker/data/catalogue.ts';

/** Stores one readable row a terminal state of a run; the probabilities themselves are arrays of the fate step. */
export function saveFateResults(
  database: Database,
  runId: number,
  names: readonly string[],
  states: ArrayTypes['terminal_states']['value'],
  probabilities: ArrayTypes['fate_probabilities'],
): void {
  const [cells, fates] = probabilities.shape;
  const mean = new Float64Array(fates);
  const most = new Uint32Array(fates);
  let counted = 0;
  for (let i = 0; i < cells; i++) {
    const row = probabilities.data.subarray(i * fates, (i + 1) * fates);
    if (Number.isNaN(row[0])) continue;
    counted++;
    let best = 0;
    for (let f = 0; f < fates; f++) {
      mean[f] += row[f];
      if (row[f] > row[best]) best = f;
    }
    most[best]++;
  }
  const insert = database.prepare(
    `INSERT OR REPLACE INTO fate_results
     (run_id, position, name, method, terminal_cells, mean_probability, most_probable_cells)
     VALUES (?, ?, ?, ?, ?, ?, ?)`,
  );
  database.transaction(() => {
    names.forEach((name, f) => {
      const share = counted > 0 ? mean[f] / counted : 0;
      insert.run(runId, f, name, states.method, states.members[f].length, share, most[f]);
    });
  })();
}
