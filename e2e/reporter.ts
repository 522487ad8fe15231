import { relative } from 'node:path';

import type { FullConfig, FullResult, Reporter, Suite, TestCase } from '@playwright/test/reporter';

import { mode, needsElectron, tags } from './mode.ts';

interface Count {
  run: number;
  passed: number;
  failed: TestCase[];
  notRun: TestCase[];
}

/**
 * Closes a run with the count of each kind of spec. A real-only spec that the stand-in cannot run is listed by name; any other
 * spec that did not run fails the whole run.
 */
export default class KindsReporter implements Reporter {
  private suite: Suite | undefined;
  private root = '';

  printsToStdio(): boolean {
    return false;
  }

  onBegin(config: FullConfig, suite: Suite): void {
    this.root = config.rootDir;
    this.suite = suite;
  }

  onEnd(result: FullResult): Promise<{ status: FullResult['status'] } | undefined> {
    const tests = this.suite?.allTests() ?? [];
    const untagged = tests.filter((test) => kindOf(test) === undefined);
    const both = count(tests.filter((test) => kindOf(test) === tags.both));
    const realOnly = count(tests.filter((test) => kindOf(test) === tags.realOnly));
    const unexplained = [...both.notRun, ...(mode === 'real' ? realOnly.notRun : []), ...untagged];
    const lines = [
      '',
      `Specs on ${mode === 'real' ? 'Electron' : 'the stand-in'}`,
      ...this.describe('both', both),
      ...this.describe('real-only', realOnly),
    ];
    if (unexplained.length > 0) lines.push('failed: specs must run and bear @both or @real-only');
    process.stdout.write(`${lines.join('\n')}\n`);
    return Promise.resolve(
      unexplained.length > 0 && result.status === 'passed' ? { status: 'failed' } : undefined,
    );
  }

  private describe(kind: string, { run, passed, failed, notRun }: Count): string[] {
    const numbers = `${kind}: ${String(run)} run, ${String(passed)} passed, ${String(failed.length)} failed`;
    const reason = kind === 'real-only' && mode === 'standin' ? needsElectron : 'did not run';
    return [
      notRun.length > 0 ? `${numbers}, ${String(notRun.length)} ${reason}` : numbers,
      ...failed.map((test) => `  failed: ${this.nameOf(test)}`),
      ...notRun.map((test) => `  ${reason}: ${this.nameOf(test)}`),
    ];
  }

  private nameOf(test: TestCase): string {
    const titles = test.titlePath().slice(3).join(' › ');
    return `${relative(this.root, test.location.file)} › ${titles}`;
  }
}

function kindOf(test: TestCase): string | undefined {
  const kinds = test.tags.filter((tag) => tag === tags.both || tag === tags.realOnly);
  return kinds.length === 1 ? kinds[0] : undefined;
}

function count(tests: TestCase[]): Count {
  const notRun = tests.filter((test) => test.results.every(({ status }) => status === 'skipped'));
  const ran = tests.filter((test) => !notRun.includes(test));
  const failed = ran.filter((test) => !test.ok());
  return { run: ran.length, passed: ran.length - failed.length, failed, notRun };
}
