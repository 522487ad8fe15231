import { refused, warned, type BadInput, type BadInputGroup } from './badInput.ts';
import { CELLS, GENES, lines, writeInto } from './smallFiles.ts';

const header = `gene,${CELLS.join(',')}`;
const good = [header, ...GENES.map((gene, i) => `${gene},1,2,${i},0`)];

/** A pair of tables, of which the one with unspliced counts is as given. */
function pair(what: string, unspliced: string[], says: RegExp): BadInput {
  return refused(what, (folder) => writePair(folder, good, unspliced), says);
}

export const tableCases: BadInputGroup = {
  title: 'Tables of text (CSV, TSV)',
  cases: [
    pair('a row with fewer fields', [...good.slice(0, 3), 'Neurog3,1,2'], /line 4/),
    pair('a word for a count', [...good.slice(0, 3), 'Neurog3,1,many,0,0'], /many/),
    pair('a negative count', [...good.slice(0, 3), 'Neurog3,1,-2,0,0'], /negative/),
    pair('a fractional count', [...good.slice(0, 3), 'Neurog3,1,0.5,0,0'], /not a whole number/),
    pair('a missing count', [...good.slice(0, 3), 'Neurog3,1,,0,0'], /line 4/),
    pair('no rows', [header], /./),
    pair(
      'other cells',
      good.map((line) => line.replaceAll('AAAC', 'TTTG')),
      /in common/,
    ),
    refused(
      'nothing that tells cells from genes',
      (f) => {
        const anonymous = lines(['name,a1,a2', 'b1,1,2', 'b2,3,4', 'b3,0,1']);
        return writePair(f, anonymous.trimEnd().split('\n'), anonymous.trimEnd().split('\n'));
      },
      /corner|gene/,
    ),
    warned('both tables with the same counts', (f) => writePair(f, good, good), /same counts/),
    refused(
      'a table of cells in place of counts',
      (f) => writeInto(f, 'cells.csv', lines(['barcode,cluster', ...CELLS.map((cell) => `${cell},a`)])),
      /annotations/,
    ),
  ],
};

function writePair(folder: string, spliced: string[], unspliced: string[]): string {
  writeInto(folder, 'spliced.csv', lines(spliced));
  writeInto(folder, 'unspliced.csv', lines(unspliced));
  return folder;
}
