import type { StepProgress } from '../compute/pipeline.ts';

export interface ProgressReporter {
  update(progress: StepProgress): void;
  /** Clears what is unfinished, so that other text can follow. */
  stop(): void;
}

/** A live bar on a terminal; elsewhere one quiet line as each step ends. */
export function createProgress(stream: NodeJS.WriteStream): ProgressReporter {
  return stream.isTTY ? createBar(stream) : createLines(stream);
}

const WIDTH = 24;
const CLEAR = '\r\u001b[2K';

function createBar(stream: NodeJS.WriteStream): ProgressReporter {
  const started = performance.now();
  const running = new Map<string, { title: string; fraction: number }>();
  return {
    update({ step, title, state, fraction, done, total }) {
      if (state === 'running') running.set(step, { title, fraction });
      else running.delete(step);
      const under = [...running.values()];
      const share = (done + under.reduce((sum, item) => sum + item.fraction, 0)) / total;
      const filled = Math.round(share * WIDTH);
      const seconds = ((performance.now() - started) / 1000).toFixed(0);
      const names = under.map((item) => `${item.title} ${Math.round(100 * item.fraction)} %`).join(', ');
      const line = `${'█'.repeat(filled)}${'░'.repeat(WIDTH - filled)} ${done}/${total} ${seconds} s  ${names}`;
      stream.write(CLEAR + line.slice(0, (stream.columns || 100) - 1));
    },
    stop() {
      stream.write(CLEAR);
    },
  };
}

function createLines(stream: NodeJS.WriteStream): ProgressReporter {
  const started = performance.now();
  return {
    update({ title, state, done, total }) {
      if (state === 'running') return;
      const seconds = ((performance.now() - started) / 1000).toFixed(1);
      const note = state === 'reused' ? ' (already in the project)' : '';
      stream.write(`[${String(done).padStart(2)}/${total}] ${seconds.padStart(6)} s  ${title}${note}\n`);
    },
    stop: () => undefined,
  };
}
