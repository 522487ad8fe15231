import { DataError } from '../data/errors.ts';

/** What to simulate; whatever is left out has its default. */
export interface SimulationOptions {
  nCells: number;
  nGenes: number;
  /** One progenitor and nStates − 1 terminal states. */
  nStates: number;
  seed: number;
  /** Mean capture of molecules; 1 gives some thousand counts a cell at 2,000 genes. */
  depth: number;
  /** Counts of mean m have the variance m + dispersion · m², beyond that of the cells' sizes. */
  dispersion: number;
  /** Share of the genes whose transcription switches somewhere on the tree. */
  fractionDynamic: number;
}

interface Range {
  default: number;
  min: number;
  max: number;
  whole?: boolean;
}

export const SIMULATION_OPTIONS: { readonly [K in keyof SimulationOptions]: Range } = {
  nCells: { default: 3000, min: 1, max: 1_000_000, whole: true },
  nGenes: { default: 2000, min: 1, max: 100_000, whole: true },
  nStates: { default: 5, min: 2, max: 100, whole: true },
  seed: { default: 0, min: 0, max: 2 ** 32 - 1, whole: true },
  depth: { default: 1, min: 1e-3, max: 100 },
  dispersion: { default: 0.1, min: 0, max: 10 },
  fractionDynamic: { default: 0.6, min: 0, max: 1 },
};

/** Truth (three dense arrays) beyond this many values does not fit one typed array. */
const MOST_VALUES = 2 ** 31;

/** @throws DataError naming the option that is unknown or out of its range, and the range. */
export function resolveSimulationOptions(given: Partial<SimulationOptions> = {}): SimulationOptions {
  const where = { step: 'simulate' };
  for (const name of Object.keys(given))
    if (!Object.hasOwn(SIMULATION_OPTIONS, name))
      throw new DataError(
        `there is no option “${name}”.`,
        where,
        `The options: ${Object.keys(SIMULATION_OPTIONS).join(', ')}.`,
      );
  const values = {} as SimulationOptions;
  for (const name of Object.keys(SIMULATION_OPTIONS) as (keyof SimulationOptions)[]) {
    const range = SIMULATION_OPTIONS[name];
    const value = given[name] ?? range.default;
    const valid = value >= range.min && value <= range.max && (!range.whole || Number.isInteger(value));
    if (!valid)
      throw new DataError(
        `${name} is ${String(value)}.`,
        where,
        `It must be a ${range.whole ? 'whole ' : ''}number from ${range.min} to ${range.max}.`,
      );
    values[name] = value;
  }
  if (values.nCells * values.nGenes > MOST_VALUES)
    throw new DataError(
      `${values.nCells} cells × ${values.nGenes} genes are too many.`,
      where,
      `At most ${MOST_VALUES} values can be held. Simulate fewer cells or genes.`,
    );
  return values;
}
