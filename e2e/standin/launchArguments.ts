import { resolve } from 'node:path';

/** What a command line of Electron says. */
export interface LaunchArguments {
  /** The path of the app. */
  app: string;
  /** `--user-data-dir=` */
  userData?: string;
  /** Whether to hold `ready` back until Playwright has attached. */
  waitForPlaywright: boolean;
  /** What is for the app itself. */
  rest: string[];
}

const ownSwitches = /^--(no-sandbox|inspect(=|$)|remote-debugging-port=|user-data-dir=)/;

/** Reads a command line as Electron does: the first argument that is no switch names the app. */
export function parseLaunchArguments(args: string[]): LaunchArguments {
  const app = args.find((arg) => !arg.startsWith('-')) ?? '.';
  const userData = args.find((arg) => arg.startsWith('--user-data-dir='))?.slice('--user-data-dir='.length);
  const own = args.indexOf(app);
  return {
    app: resolve(app),
    ...(userData && { userData: resolve(userData) }),
    waitForPlaywright: args.some((arg) => arg.startsWith('--inspect')),
    rest: args.filter((arg, index) => index !== own && !ownSwitches.test(arg)),
  };
}
