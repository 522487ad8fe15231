import { DataError } from '../../../src-worker/data/errors.ts';
import type { RunResult } from '../../compute/runResult.ts';
import { numberColumn, textColumn, type TableColumn } from '../../../src-worker/formats/csv/writeColumns.ts';
import { writeTable } from '../../../src-worker/formats/csv/writeTable.ts';

/**
 * Writes fate_probabilities.csv: one row a cell with its name, the probability of each fate (one column a fate, under
 * its name), most_probable_fate, and the entropy of the probabilities in bits. Cells without probabilities have empty
 * fields.
 *
 * @throws DataError where the run has no fates.
 */
export async function exportFateProbabilities(result: RunResult, path: string): Promise<void> {
  if (!result.has('fate_probabilities') || !result.has('fate_names'))
    throw new DataError('the run has no fate probabilities.', { file: path }, 'Run the fate step first.');
  const { data } = await result.array('fate_probabilities');
  const { values: fates } = await result.array('fate_names');
  const count = fates.length;
  const probabilities = fates.map((name, at) => numberColumn(name, data, { of: count, at }));
  await writeTable(
    path,
    [
      textColumn('cell', result.cellNames),
      ...probabilities,
      mostProbable(fates, data),
      numberColumn('entropy', (await result.array('fate_entropy')).data),
    ],
    result.cellNames.length,
  );
}

function mostProbable(fates: readonly string[], data: Float64Array): TableColumn {
  const count = fates.length;
  return {
    name: 'most_probable_fate',
    text(row) {
      let best = -1;
      for (let k = 0; k < count; k++) {
        const p = data[row * count + k];
        if (!Number.isNaN(p) && (best < 0 || p > data[row * count + best])) best = k;
      }
      return best < 0 ? '' : fates[best];
    },
  };
}
