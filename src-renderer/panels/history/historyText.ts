import type { HistoryHeader, HistoryParameter } from '../../../src-main/views/contract.ts';

/** How a run was made, as text for a notebook or a letter. */
export function historyText({ run, dataset, steps }: HistoryHeader): string {
  const lines = [
    `${run.name} (RNAVelocity ${run.appVersion})`,
    '',
    `Dataset: ${dataset.name}, ${dataset.cells} cells × ${dataset.genes} genes`,
    `Source: ${dataset.sourcePath}`,
    `Dataset fingerprint: ${dataset.fingerprint}`,
    `Imported: ${dataset.importedAt}`,
    `Model: ${run.model.replace('_', ' ')}${run.fate ? '' : ', without cell fate'}`,
    `Clusters: ${run.clustersColumn ?? 'computed'}`,
    `Seed: ${run.seed}`,
    `Status: ${run.status}${run.error ? ` (${run.error})` : ''}`,
    ...(run.startedAt ? [`Started: ${run.startedAt}`] : []),
    ...(run.finishedAt ? [`Ended: ${run.finishedAt}`] : []),
    `Computed in: ${secondsText(run.seconds)}`,
  ];
  for (const step of steps) {
    lines.push('', `${step.title} (${step.id}, version ${step.version})`);
    for (const parameter of step.parameters)
      lines.push(
        `  ${parameter.label} (${parameter.id}): ${parameterText(parameter)}${changeText(parameter)}`,
      );
    lines.push(
      `  ${step.reused ? 'Taken over' : secondsText(step.seconds)}; fingerprint ${step.fingerprint}`,
    );
    for (const warning of step.warnings) lines.push(`  Warning: ${warning}`);
    if (step.reference) lines.push(`  Reference: ${step.reference}`);
  }
  return `${lines.join('\n')}\n`;
}

/** A parameter's value with its unit. */
export function parameterText({ value, unit }: Pick<HistoryParameter, 'value' | 'unit'>): string {
  return value === '' ? 'none' : `${value}${unit ? ` ${unit}` : ''}`;
}

/** Seconds as they were measured. */
export function secondsText(seconds: number): string {
  if (seconds < 10) return `${seconds.toFixed(2)} s`;
  if (seconds < 120) return `${seconds.toFixed(0)} s`;
  return `${Math.floor(seconds / 60)} min ${Math.round(seconds % 60)} s`;
}

export function dateText(iso: string): string {
  return new Date(iso).toLocaleString('en-GB', { dateStyle: 'medium', timeStyle: 'medium' });
}

function changeText({ changed, default: value }: HistoryParameter): string {
  if (!changed) return '';
  return value === null ? ' [changed]' : ` [changed; default ${value || 'none'}]`;
}
