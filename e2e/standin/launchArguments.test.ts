import { resolve } from 'node:path';

import { expect, it } from 'vitest';

import { parseLaunchArguments } from './launchArguments.ts';

it('tells the app, Electron’s own switches and the app’s arguments apart', () => {
  const line = ['--no-sandbox', '--inspect=0', '--remote-debugging-port=0', 'my/app', 'cells.h5ad', '--fast'];
  expect(parseLaunchArguments([...line, '--user-data-dir=/profile'])).toEqual({
    app: resolve('my/app'),
    userData: '/profile',
    waitForPlaywright: true,
    rest: ['cells.h5ad', '--fast'],
  });
});

it('takes the present folder for the app where none is named', () => {
  expect(parseLaunchArguments([])).toEqual({ app: resolve('.'), waitForPlaywright: false, rest: [] });
});
