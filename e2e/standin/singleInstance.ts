import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** What a later launch tells the first. */
export interface Launch {
  argv: string[];
  workingDirectory: string;
  additionalData?: unknown;
}

/** How often the holder looks for launches. */
const ROUND_MS = 100;

/**
 * The lock that only one process of an app holds for a data folder. A process that does not get it leaves its
 * launch in the folder, where the holder finds it.
 */
export class SingleInstance {
  held = false;
  private readonly lock: string;
  private readonly letters: string;
  private rounds: NodeJS.Timeout | undefined;

  constructor(folder: string) {
    this.lock = join(folder, 'SingletonLock');
    this.letters = join(folder, 'SingletonLaunches');
  }

  /** Takes the lock and listens for later launches, or tells the holder of this launch. True if the lock is held. */
  request(launch: Launch, onLaunch: (launch: Launch) => void): boolean {
    if (this.held) return true;
    mkdirSync(this.letters, { recursive: true });
    if (!this.take()) {
      const letter = join(this.letters, `${String(Date.now())}-${String(process.pid)}`);
      writeFileSync(`${letter}.part`, JSON.stringify(launch));
      renameSync(`${letter}.part`, `${letter}.json`);
      return false;
    }
    this.held = true;
    // Looked for, not watched: a letter that comes while a watch is being set up is seen by none.
    this.rounds = setInterval(() => {
      this.readLetters(onLaunch);
    }, ROUND_MS).unref();
    return true;
  }

  release(): void {
    if (!this.held) return;
    this.held = false;
    clearInterval(this.rounds);
    rmSync(this.letters, { recursive: true, force: true });
    rmSync(this.lock, { force: true });
  }

  private take(): boolean {
    try {
      writeFileSync(this.lock, String(process.pid), { flag: 'wx' });
      return true;
    } catch {
      if (isAlive(Number(readFileSync(this.lock, 'utf8')))) return false;
      // Its holder was killed.
      writeFileSync(this.lock, String(process.pid));
      return true;
    }
  }

  private readLetters(onLaunch: (launch: Launch) => void): void {
    for (const name of readdirSync(this.letters).sort()) {
      if (!name.endsWith('.json')) continue;
      const path = join(this.letters, name);
      const launch = JSON.parse(readFileSync(path, 'utf8')) as Launch;
      rmSync(path);
      onLaunch(launch);
    }
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
