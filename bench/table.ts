/** One run of one tool. */
export interface Run {
  seconds: number;
  peakMB: number;
  /** Stage → seconds; stages that tools share have the same name. */
  stages: Record<string, number>;
}

export interface Measurement {
  model: string;
  tool: string;
  runs: Run[];
}

/** Medians as Markdown: whole runs with their ratio to ours first, then every stage. */
export function resultTable(measurements: readonly Measurement[]): string {
  const ours = (model: string): number =>
    median(measurements.find((m) => m.model === model)!.runs.map((run) => run.seconds));
  const whole = measurements.map(({ model, tool, runs }) => {
    const seconds = median(runs.map((run) => run.seconds));
    const memory = median(runs.map((run) => run.peakMB));
    const ratio = seconds / ours(model);
    return `| ${model} | ${tool} | ${seconds.toFixed(1)} | ${ratio.toFixed(1)} × | ${memory.toFixed(0)} |`;
  });
  const names = [...new Set(measurements.flatMap((m) => m.runs.flatMap((run) => Object.keys(run.stages))))];
  const header = measurements.map((m) => `${m.tool}, ${m.model}`).join(' | ');
  const stages = names.map((name) => {
    const cells = measurements.map((m) => {
      const seconds = m.runs.map((run) => run.stages[name]).filter((value) => value !== undefined);
      return seconds.length > 0 ? median(seconds).toFixed(2) : '';
    });
    return `| ${name} | ${cells.join(' | ')} |`;
  });
  return [
    '| model | tool | seconds | time against ours | peak MB |',
    '| --- | --- | --- | --- | --- |',
    ...whole,
    '',
    `| stage (seconds) | ${header} |`,
    `| --- |${' --- |'.repeat(measurements.length)}`,
    ...stages,
  ].join('\n');
}

/** The middle value; of an even number of values the lower middle. */
function median(values: number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor((sorted.length - 1) / 2)];
}
