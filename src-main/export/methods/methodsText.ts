import { STEPS } from '../../../src-worker/steps/registry.ts';
import { DYNAMICS } from './dynamics.ts';
import type { MethodsFacts } from './facts.ts';
import { FATE } from './fate.ts';
import { PREPROCESSING } from './preprocessing.ts';
import { bibtexOf } from './references.ts';
import { VELOCITY } from './velocity.ts';
import type { Writer } from './writer.ts';

export interface Methods {
  /** Markdown; works are cited as `[@key]`, as Pandoc reads it. */
  text: string;
  /** The works that the text cites. */
  bibtex: string;
}

/** The sections of the text, each with what writes of its steps. */
const SECTIONS: readonly { title: string; writers: readonly Writer[] }[] = [
  { title: 'Preprocessing', writers: PREPROCESSING },
  { title: 'RNA velocity', writers: VELOCITY },
  { title: 'Velocity graph, projection and time', writers: DYNAMICS },
  { title: 'Cell fate', writers: FATE },
];

/** The ids of the steps of which the text tells. */
export const TOLD_STEPS = SECTIONS.flatMap(({ writers }) => writers.map(({ step }) => step));

/**
 * The Methods section of a run, in the past tense, with the values of all parameters that decided what it computed, and the
 * works behind it. Steps of a run of another version of the program that this one no longer has are named with their parameters.
 */
export function methodsText(facts: MethodsFacts): Methods {
  const parameters = new Map(facts.steps.map((step) => [step.id, step.parameters]));
  const sections = SECTIONS.flatMap(({ title, writers }) => {
    const sentences = writers
      .filter(({ step }) => parameters.has(step))
      .map(({ step, write }) => write(parameters.get(step)!, facts));
    return sentences.length > 0 ? [`## ${title}\n\n${sentences.join(' ')}\n`] : [];
  });
  const text = [...sections, `## Software\n\n${software(facts)}\n`].join('\n');
  return { text, bibtex: bibtexOf(text) };
}

function software({ version, seed, steps }: MethodsFacts): string {
  const seeded = steps.some(({ id }) => STEPS.find((step) => step.id === id)?.seeded);
  const foreign = steps.filter(({ id }) => !TOLD_STEPS.includes(id));
  return [
    `The analysis was done with RNAVelocity ${version}${seeded ? `, with the random seed ${seed}` : ''}; equal data, parameters and seed give equal results on any number of threads.`,
    ...foreign.map(({ id, parameters }) => `The step ${id} was run with ${JSON.stringify(parameters)}.`),
  ].join(' ');
}
