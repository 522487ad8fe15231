/** One run of one tool. */
export interface Run {
  /** Wall-clock seconds, and seconds of all cores together. */
  seconds: number;
  cpuSeconds: number;
  peakMB: number;
  stages: Record<string, Stage>;
}

/** What one stage of a run took; stages that tools share have the same name. */
export interface Stage {
  seconds: number;
  /** Most memory of the whole process meanwhile. */
  peakMB: number;
}

export interface Measurement {
  model: string;
  tool: string;
  runs: Run[];
}

export const OURS = 'RNAVelocity';

/**
 * Medians as Markdown: whole runs with their ratio to ours first, then for each model every stage with its seconds, the most
 * memory meanwhile, and how many times our seconds that is.
 */
export function resultTable(measurements: readonly Measurement[]): string {
  const models = [...new Set(measurements.map(({ model }) => model))];
  return [
    '| model | tool | seconds | CPU seconds | time against ours | peak MB |',
    '| --- | --- | --- | --- | --- | --- |',
    ...measurements.map((measurement) => wholeRow(measurement, oursOf(measurements, measurement.model))),
    ...models.flatMap((model) => ['', ...stageTable(measurements.filter((m) => m.model === model))]),
  ].join('\n');
}

function oursOf(measurements: readonly Measurement[], model: string): Measurement | undefined {
  return measurements.find((m) => m.model === model && m.tool === OURS);
}

function wholeRow({ model, tool, runs }: Measurement, ours: Measurement | undefined): string {
  const of = (pick: (run: Run) => number): number => median(runs.map(pick));
  const seconds = of((run) => run.seconds);
  const ratio = ours ? `${(seconds / median(ours.runs.map((run) => run.seconds))).toFixed(1)} ×` : '';
  return `| ${model} | ${tool} | ${seconds.toFixed(1)} | ${of((run) => run.cpuSeconds).toFixed(1)} | ${ratio} | ${of((run) => run.peakMB).toFixed(0)} |`;
}

function stageTable(measurements: readonly Measurement[]): string[] {
  const names = [...new Set(measurements.flatMap((m) => m.runs.flatMap((run) => Object.keys(run.stages))))];
  const ours = measurements.find(({ tool }) => tool === OURS);
  const header = measurements.map(({ tool }) => `${tool}: s | MB | × |`).join(' ');
  return [
    `| ${measurements[0].model} | ${header}`,
    `| --- |${' --- | --- | --- |'.repeat(measurements.length)}`,
    ...names.map((name) => {
      const own = ours && stageOf(ours, name);
      const cells = measurements.map((measurement) => {
        const stage = stageOf(measurement, name);
        if (!stage) return '  |  |  |';
        const ratio = own && own.seconds > 0 ? (stage.seconds / own.seconds).toFixed(1) : '';
        return `${stage.seconds.toFixed(2)} | ${stage.peakMB.toFixed(0)} | ${ratio} |`;
      });
      return `| ${name} | ${cells.join(' ')}`;
    }),
  ];
}

function stageOf({ runs }: Measurement, name: string): Stage | undefined {
  const stages = runs.map((run) => run.stages[name]).filter((stage) => stage !== undefined);
  if (stages.length === 0) return undefined;
  return {
    seconds: median(stages.map(({ seconds }) => seconds)),
    peakMB: median(stages.map(({ peakMB }) => peakMB)),
  };
}

/** The middle value; of an even number of values the lower middle. */
export function median(values: number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor((sorted.length - 1) / 2)];
}
