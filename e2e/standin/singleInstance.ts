import {
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  unwatchFile,
  writeFileSync,
} from 'node:fs';
import { watchFile } from 'node:fs';
import { join } from 'node:path';

/** What a later launch tells the first. */
export interface Launch {
  argv: string[];
  workingDirectory: string;
  additionalData?: unknown;
}

/**
 * The lock that only one process of an app holds for a data folder. A process that does not get it leaves its
 * launch in the folder, where the holder finds it.
 */
export class SingleInstance {
  held = false;
  private readonly lock: string;
  private readonly letters: string;

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
    watchFile(this.letters, { interval: 100, persistent: false }, () => {
      this.readLetters(onLaunch);
    });
    return true;
  }

  release(): void {
    if (!this.held) return;
    this.held = false;
    unwatchFile(this.letters);
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
