import { stepNamed } from '../../src-worker/steps/registry.ts';
import type { Estimate } from './estimate.ts';
import type { StepProgress } from './pipeline.ts';

/** How far a run is, while it is under way. */
export interface RunProgress {
  /** Titles of the steps under way. */
  steps: string[];
  /** Share of the whole run, 0 … 1, by the time its steps are expected to take. */
  fraction: number;
  /** Expected; absent as long as nothing can be said. */
  secondsLeft?: number;
}

/** Turns what the pipeline reports of single steps into how far the whole run is. */
export interface RunClock {
  /** Takes a report and gives the run's progress; its fraction never falls and reaches 1 with the last step alone. */
  hear(progress: StepProgress): RunProgress;
  /** Takes what is done beside the run's steps, for the user to read; it counts for nothing. Undefined once it is over. */
  beside(title: string | undefined): RunProgress;
  /** The progress as time goes on without a report. */
  now(): RunProgress;
}

/** Before this many seconds, and before this share of the run, speed says nothing of what is to come. */
const SETTLING_SECONDS = 2;
const SETTLING_SHARE = 0.03;

/**
 * A clock for one run that starts now. Steps count by the seconds they are expected to take; how long the run really took
 * for what is done corrects what is left.
 *
 * @param time milliseconds of a clock that only goes forwards
 */
export function createRunClock(
  estimate: Pick<Estimate, 'seconds' | 'steps'>,
  time: () => number = () => performance.now(),
): RunClock {
  const started = time();
  const shares = weigh(estimate.steps);
  const makers = makersOf(estimate.steps.map(({ id }) => id));
  const running = new Map<string, string>();
  const stepsLeft = new Set(estimate.steps.map(({ id }) => id));
  let fraction = 0;
  let aside: string[] = [];

  const advance = (id: string, to: number): void => {
    const share = shares.get(id);
    if (share) share.done = Math.max(share.done, to);
  };

  const now = (): RunProgress => {
    let sum = 0;
    for (const { weight, done } of shares.values()) sum += weight * done;
    // Only the last step's end makes the run whole, whatever rounding says.
    fraction = stepsLeft.size === 0 ? 1 : Math.max(fraction, Math.min(sum, 0.999));
    const secondsLeft = left(estimate.seconds, fraction, (time() - started) / 1000);
    return {
      steps: [...running.values(), ...aside],
      fraction,
      ...(secondsLeft === undefined ? {} : { secondsLeft }),
    };
  };

  return {
    now,
    beside(title) {
      aside = title === undefined ? [] : [title];
      return now();
    },
    hear({ step, title, state, fraction: share }) {
      if (state === 'reused') {
        // Stored, but it may have to be made again for arrays that are not; then it counts as it runs.
        stepsLeft.delete(step);
        return now();
      }
      for (const maker of makers(step)) {
        advance(maker, 1);
        running.delete(maker);
      }
      if (state === 'done' || (!stepsLeft.has(step) && share >= 1)) {
        advance(step, 1);
        running.delete(step);
        stepsLeft.delete(step);
      } else {
        advance(step, share);
        running.set(step, title);
      }
      return now();
    },
  };
}

/** Each step's share of the run; steps that cost nothing weigh nothing, unless all do. */
function weigh(steps: Estimate['steps']): Map<string, { weight: number; done: number }> {
  const total = steps.reduce((sum, { seconds }) => sum + seconds, 0);
  return new Map(
    steps.map(({ id, seconds }) => [id, { weight: total > 0 ? seconds / total : 1 / steps.length, done: 0 }]),
  );
}

/** What makes the arrays that a step reads: all of it is over once the step runs. */
function makersOf(ids: readonly string[]): (id: string) => string[] {
  const maker = new Map(ids.flatMap((id) => stepNamed(id).outputs.map((name) => [name, id] as const)));
  return (id) => {
    const { inputs, optionalInputs } = stepNamed(id);
    return [...inputs, ...optionalInputs].flatMap((name) => maker.get(name) ?? []);
  };
}

/** Seconds left: what was expected, and more and more what the time so far makes likely. */
function left(expected: number, fraction: number, passed: number): number | undefined {
  if (fraction >= 1) return 0;
  const planned = Math.max(0, expected * (1 - fraction));
  if (passed < SETTLING_SECONDS || fraction < SETTLING_SHARE)
    return passed > Math.max(10, 3 * expected) ? undefined : planned;
  const seen = (passed / fraction) * (1 - fraction);
  return (1 - fraction) * planned + fraction * seen;
}
