import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

import type { Page } from '@playwright/test';

import type { Answer } from '../../src-main/ipc/channel.ts';
import { CHANNELS } from '../../src-main/ipc/contract.ts';
import type { Grant, ProjectInfo } from '../../src-main/ipc/types.ts';
import { expect, test } from '../fixtures.ts';
import type { RunningApp } from '../runningApp.ts';

const exampleId = 'pancreas';
const madeUp = '5f0c2a6e-8f0b-4a56-9d0e-1b7a6f3c9d21';

test.describe('the page', () => {
  test(
    'has no Node and reaches nothing but its bridge, which it cannot change',
    { tag: '@both' },
    async ({ page }) => {
      const seen = await page.evaluate(() => {
        const bridge = (window as unknown as { rnavelocity: Record<string, Record<string, unknown>> })
          .rnavelocity;
        const globals = [
          'require',
          'process',
          'module',
          'exports',
          'Buffer',
          'global',
          '__dirname',
          'electron',
        ];
        const domains = Object.keys(bridge).filter((key) => typeof bridge[key] === 'object');
        Reflect.set(bridge, 'added', 1);
        Reflect.set(bridge.app, 'start', () => 'replaced');
        Reflect.set(window, 'rnavelocity', {});
        return {
          globals: globals.filter((name) => name in globalThis),
          frozen: [bridge, ...domains.map((domain) => bridge[domain])].every(Object.isFrozen),
          kept:
            (window as unknown as { rnavelocity: unknown }).rnavelocity === bridge && !('added' in bridge),
          functions: Object.keys(bridge).filter((key) => typeof bridge[key] === 'function'),
          channels: domains.flatMap((domain) =>
            Object.keys(bridge[domain]).map((name) => `${domain}.${name}`),
          ),
        };
      });
      expect(seen.globals).toEqual([]);
      expect(seen.frozen).toBe(true);
      expect(seen.kept).toBe(true);
      expect(seen.functions.sort()).toEqual(['dropped', 'listen']);
      expect(seen.channels.sort()).toEqual([...CHANNELS].sort());
    },
  );

  test('is isolated and sandboxed in every window', { tag: '@both' }, async ({ app, page }) => {
    await openSecondWindow(app, page);
    const options = await app.electron.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows().map((window) => {
        // The stand-in keeps the options that it was given, Electron those that came of them.
        const { options: given } = window as unknown as {
          options?: Electron.BrowserWindowConstructorOptions;
        };
        const contents = window.webContents as unknown as {
          getLastWebPreferences: () => Electron.WebPreferences;
        };
        const { contextIsolation, sandbox, nodeIntegration, webSecurity, webviewTag } =
          given?.webPreferences ?? contents.getLastWebPreferences();
        return { contextIsolation, sandbox, nodeIntegration, webSecurity, webviewTag };
      }),
    );
    const safe = {
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      webSecurity: true,
      webviewTag: false,
    };
    expect(options).toEqual([safe, safe]);
  });

  test(
    'runs no script but its own and loads nothing from elsewhere',
    { tag: '@both' },
    async ({ app, page }) => {
      app.expectError(/Content Security Policy|blocked|ERR_BLOCKED|Failed to load/i);
      const seen = await page.evaluate(async () => {
        const blocked = new Set<string>();
        document.addEventListener('securitypolicyviolation', (event) => {
          blocked.add(event.effectiveDirective);
        });
        const add = (tag: string, properties: object): void => {
          document.body.append(Object.assign(document.createElement(tag), properties));
        };
        const marks = globalThis as unknown as Record<string, unknown>;
        add('script', { textContent: 'globalThis.ranInline = true' });
        add('script', { src: 'data:text/javascript,globalThis.ranData=true' });
        add('script', { src: 'https://example.org/remote.js' });
        add('style', { textContent: 'body { outline: 1px solid red }' });
        add('img', { src: 'https://example.org/picture.png' });
        add('iframe', { src: 'https://example.org/' });
        add('object', { data: 'https://example.org/thing' });
        add('form', { action: 'https://example.org/', method: 'post' });
        document.forms[document.forms.length - 1].submit();
        new FontFace('remote', 'url(https://example.org/font.woff2)').load().catch(() => undefined);
        const attempts = await Promise.allSettled([
          fetch('https://example.org/'),
          fetch('http://127.0.0.1:9/'),
          fetch('file:///etc/hosts'),
        ]);
        try {
          new Worker(URL.createObjectURL(new Blob(['globalThis.postMessage(1)'])));
        } catch {
          blocked.add('worker-src');
        }
        // From the page's own turn: what a debugger evaluates is let through.
        const evaluated = await new Promise((resolve) => {
          setTimeout(() => {
            try {
              resolve((0, eval)('1 + 1'));
            } catch (error) {
              resolve((error as Error).name);
            }
          });
        });
        await new Promise((resolve) => setTimeout(resolve, 300));
        return {
          evaluated,
          ran: ['ranInline', 'ranData'].filter((name) => name in marks),
          fetched: attempts.filter(({ status }) => status === 'fulfilled').length,
          outlined: getComputedStyle(document.body).outlineStyle,
          blocked: [...blocked],
        };
      });
      expect(seen).toMatchObject({ evaluated: 'EvalError', ran: [], fetched: 0, outlined: 'none' });
      for (const directive of [
        'script-src-elem',
        'style-src-elem',
        'img-src',
        'connect-src',
        'font-src',
        'frame-src',
        'object-src',
        'form-action',
        'worker-src',
        'script-src',
      ])
        expect(seen.blocked, directive).toContain(directive);
    },
  );

  test('goes nowhere else', { tag: '@both' }, async ({ app, page }) => {
    app.expectError(/Not allowed|Content Security Policy|ERR_ABORTED|Failed to load/i);
    const address = page.url();
    for (const target of ['https://example.org/', 'file:///etc/hosts', 'data:text/html,hello', '/other.html'])
      await page.evaluate((to) => {
        location.href = to;
      }, target);
    await page.waitForTimeout(500);
    expect(page.url()).toBe(address);
    await expect(page.getByRole('heading', { name: 'RNAVelocity' })).toBeVisible();
  });

  test('opens no window', { tag: '@real-only' }, async ({ app, page }) => {
    await page.evaluate(() => {
      window.open('https://example.org/');
      window.open('about:blank');
    });
    await page.waitForTimeout(1000);
    expect(app.electron.windows()).toHaveLength(1);
  });

  test('is granted none of the permissions of a browser', { tag: '@real-only' }, async ({ page }) => {
    const seen = await page.evaluate(async () => ({
      notification: await Notification.requestPermission(),
      camera: await navigator.mediaDevices
        .getUserMedia({ video: true })
        .then(() => 'granted')
        .catch((error: Error) => error.name),
      place: await new Promise((resolve) => {
        navigator.geolocation.getCurrentPosition(
          () => {
            resolve('granted');
          },
          () => {
            resolve('denied');
          },
        );
      }),
    }));
    expect(seen).toEqual({ notification: 'denied', camera: 'NotAllowedError', place: 'denied' });
  });
});

test('a second launch shows what is open and starts nothing', { tag: '@both' }, async ({ app }) => {
  await app.launchSecond([]);
  expect(app.electron.windows()).toHaveLength(1);
  expect(app.isOpen).toBe(true);
});

test.describe('addresses', () => {
  test('give out files of the page and no others', { tag: '@both' }, async ({ app, page }) => {
    app.expectError(/404|405|Content Security Policy|Failed to load/);
    const outside = [
      '/../../package.json',
      '/%2e%2e/%2e%2e/package.json',
      '/..%2f..%2fpackage.json',
      '/%2e%2e%2f%2e%2e%2fpackage.json',
      '/..%5c..%5cpackage.json',
      '/..\\..\\package.json',
      '/assets/../../../package.json',
      '/assets/..%2f..%2f..%2fpackage.json',
      '/%2fetc%2fhosts',
      '/C:/Windows/win.ini',
      '/C%3A/Windows/win.ini',
      '/index.html%00.png',
      '/.%00./package.json',
      '/%',
      '/assets/',
      '/package.json',
      '/main.ts',
    ];
    const statuses = await page.evaluate(
      (paths) => Promise.all(paths.map(async (path) => (await fetch(path)).status)),
      outside,
    );
    expect(statuses).toEqual(outside.map(() => 404));
    const others = await page.evaluate(async () => {
      const elsewhere = await fetch('app://elsewhere/index.html').then(
        ({ status }) => status,
        () => 'refused',
      );
      return [elsewhere, (await fetch('/index.html', { method: 'POST', body: 'x' })).status];
    });
    expect(others).toEqual(['refused', 405]);
  });

  test('answer with the policy, and a type that is not guessed', { tag: '@both' }, async ({ app, page }) => {
    app.expectError(/404|400|Failed to load/);
    const { token } = await openExample(page);
    const script = await page.evaluate(() => document.scripts[0].src);
    const paths = ['/index.html', script, `/data/${token}/scene?dataset=1`, '/nothing.js', '/data/x/y'];
    const headers = await page.evaluate(
      (addresses) =>
        Promise.all(
          addresses.map(async (path) => {
            const answer = await fetch(path);
            return [
              'x-content-type-options',
              'content-security-policy',
              'cache-control',
              'referrer-policy',
            ].map((name) => answer.headers.get(name));
          }),
        ),
      paths,
    );
    for (const [nosniff, policy, cache, referrer] of headers) {
      expect([nosniff, cache, referrer]).toEqual(['nosniff', 'no-store', 'no-referrer']);
      expect(policy).toContain("default-src 'none'; script-src 'self'");
    }
  });

  test('give out data of the open project only', { tag: '@both' }, async ({ app, page }) => {
    app.expectError(/404|400|Failed to load/);
    const { token } = await openExample(page);
    const status = (path: string): Promise<number> =>
      page.evaluate(async (address) => (await fetch(address)).status, path);
    const view = 'scene?dataset=1';
    expect(await status(`/data/${token}/${view}`)).toBe(200);
    for (const path of [`/data/${madeUp}/${view}`, `/data//${view}`, `/data/${token}`, `/data/${token}/a/b`])
      expect(await status(path), path).toBe(404);
    for (const ask of ['nothing?dataset=1', 'scene?dataset=-1', 'scene?dataset=1e9', 'scene?dataset=1&x=1'])
      expect(await status(`/data/${token}/${ask}`), ask).toBe(400);
    await page.evaluate(() =>
      (window as unknown as { rnavelocity: Calls }).rnavelocity.project.close(undefined),
    );
    expect(await status(`/data/${token}/${view}`)).toBe(404);
  });
});

test.describe('what the page asks', () => {
  test(
    'is refused with a sentence where it is malformed, and changes nothing',
    { tag: '@both' },
    async ({ page }) => {
      await openExample(page);
      const before = await state(page);
      const answers = await page.evaluate(async (asked) => {
        const bridge = (window as unknown as { rnavelocity: Calls }).rnavelocity;
        const special: Record<string, unknown> = {
          $nan: NaN,
          $infinity: Infinity,
          $long: 'x'.repeat(1_100_000),
          $huge: 'x'.repeat(10_100_000),
          $cells: new Uint32Array([4_000_000_000]),
          $twice: new Uint32Array([1, 1]),
          $floats: new Float64Array([1.5]),
          $map: new Map([['datasetId', 1]]),
        };
        // JSON makes keys as __proto__ the object's own.
        const filled = (text: string): unknown =>
          JSON.parse(text, (_, value: unknown) =>
            typeof value === 'string' && value in special ? special[value] : value,
          );
        const answers: { what: string; answer: Answer<unknown> }[] = [];
        for (const [channel, text] of asked) {
          const [domain, name] = channel.split('.');
          answers.push({
            what: `${channel} ${text}`,
            answer: await bridge[domain][name](text === '' ? undefined : filled(text)),
          });
        }
        return answers;
      }, malformed);
      for (const { what, answer } of answers) {
        expect.soft(answer, what).toMatchObject({ ok: false });
        const { message, data } = answer.ok ? { message: '', data: undefined } : answer.error;
        expect.soft(message.slice(0, 1000), what).toMatch(/^.{10,600}[.!]$/s);
        expect.soft(data?.problem ?? message, what).not.toMatch(/something went wrong inside/);
      }
      expect(await state(page)).toEqual(before);
      await expect(page.locator('body')).not.toContainText('Unexpected error');
    },
  );

  test('changes no prototype', { tag: '@both' }, async ({ app, page }) => {
    await openExample(page);
    const polluted = await page.evaluate(async () => {
      const bridge = (window as unknown as { rnavelocity: Calls }).rnavelocity;
      // JSON makes such keys the object's own.
      const keys = JSON.parse(
        '{"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}}}',
      ) as Record<string, unknown>;
      const settings = { model: 'steady_state', fate: false, seed: 0, parameters: keys };
      await bridge.runs.estimate({ datasetId: 1, settings });
      await bridge.view.save({ key: 'workspace', state: keys });
      const names = JSON.parse('{"__proto__":"polluted","Alpha":"A cells"}') as Record<string, string>;
      await bridge.datasets.editColumn({ datasetId: 1, column: 'obs/clusters', edit: { names } });
      await bridge.view.load({ key: 'workspace' });
      return 'polluted' in {};
    });
    expect(polluted).toBe(false);
    expect(await app.electron.evaluate(() => 'polluted' in {})).toBe(false);
  });

  test('cannot be what no message can carry', { tag: '@both' }, async ({ page }) => {
    const thrown = await page.evaluate(async () => {
      const bridge = (window as unknown as { rnavelocity: Calls }).rnavelocity;
      return Promise.all(
        [() => 1, { state: () => 1, key: 'a' }, Symbol('a')].map((given) =>
          Promise.resolve()
            .then(() => bridge.view.save(given))
            .then(
              ({ ok }) => ok,
              () => 'refused',
            ),
        ),
      );
    });
    expect(thrown.every((answer) => answer === 'refused' || answer === false)).toBe(true);
  });

  test(
    'reaches files by tokens that the same window was given, never by a path',
    { tag: '@both' },
    async ({ app, page, profile }) => {
      const grant = await page.evaluate(async () => {
        const bridge = (window as unknown as { rnavelocity: Calls }).rnavelocity;
        return (await bridge.files.proposeNewProject({ name: 'Mine' })) as Answer<Grant>;
      });
      if (!grant.ok) throw new Error(grant.error.message);
      const { token } = grant.value;
      const smuggled = [
        '/etc/hosts',
        'file:///etc/hosts',
        '../../x.rnavelocity',
        madeUp,
        '',
        token.toUpperCase(),
      ];
      const asked: [string, unknown][] = [
        ...smuggled.flatMap((text): [string, unknown][] => [
          ['files.inspect', { counts: [{ grant: text }] }],
          ['project.open', { grant: text }],
          ['project.open', { recent: text }],
          ['project.create', { grant: text }],
          ['project.openExample', { id: text }],
        ]),
        // A token of one kind is not good for another.
        ['files.inspect', { counts: [{ grant: token }] }],
        ['project.open', { grant: token }],
        ['datasets.import', { counts: [{ grant: token }], name: 'a', roles: {}, known: {} }],
        ['project.open', { path: '/etc/hosts' }],
        ['project.create', { grant: token, path: '/tmp/elsewhere.rnavelocity' }],
      ];
      expect(await refusals(page, asked)).toEqual(asked.map(() => true));

      const second = await openSecondWindow(app, page);
      expect(await refusals(second, [['project.create', { grant: token }]])).toEqual([true]);

      const dropped = await page.evaluate(async () => {
        const { rnavelocity } = window as unknown as {
          rnavelocity: { dropped: (files: unknown) => Promise<Answer<Grant[]>> };
        };
        const given = [
          [new File(['x'], '/etc/hosts')],
          ['/etc/hosts'],
          [{ path: '/etc/hosts', name: 'hosts' }],
        ];
        return Promise.all(
          given.map((files) =>
            Promise.resolve()
              .then(() => rnavelocity.dropped(files))
              .then(
                (answer) => (answer.ok ? answer.value.length : 0),
                () => 0,
              ),
          ),
        );
      });
      expect(dropped).toEqual([0, 0, 0]);
      const folder = join(profile, 'home/Documents/RNAVelocity');
      expect(existsSync(folder) ? readdirSync(folder) : []).toEqual([]);
    },
  );
});

type Calls = Record<string, Record<string, (args: unknown) => Promise<Answer<unknown>>>>;

/** Channels and arguments, as JSON; words with a dollar stand for what JSON lacks. */
const malformed: [channel: string, args: string][] = [
  ['app.start', '{}'],
  ['app.setTheme', '{"theme":"blue"}'],
  ['app.setTheme', ''],
  ['app.copyText', '{"text":"$huge"}'],
  ['app.copyText', '{"text":["a"]}'],
  ['app.forgetRecent', '{"id":"__proto__"}'],
  ['files.proposeNewProject', '{"name":""}'],
  ['files.proposeNewProject', '{"name":"$long"}'],
  ['files.proposeNewProject', '{"name":"a\\nb"}'],
  ['files.chooseData', '{"kind":"device"}'],
  ['project.openExample', '{"id":"__proto__"}'],
  ['project.openExample', '{"id":7}'],
  ['project.openExample', '{"id":"../../../etc/hosts"}'],
  ['project.close', '[]'],
  ['datasets.rename', '{"datasetId":1}'],
  ['datasets.rename', '{"datasetId":"1","name":"changed"}'],
  ['datasets.rename', '{"datasetId":-1,"name":"changed"}'],
  ['datasets.rename', '{"datasetId":"$nan","name":"changed"}'],
  ['datasets.rename', '{"datasetId":"$infinity","name":"changed"}'],
  ['datasets.rename', '{"datasetId":1.5,"name":"changed"}'],
  ['datasets.rename', '{"datasetId":999,"name":"changed"}'],
  ['datasets.rename', '{"datasetId":1,"name":"changed","path":"/etc/hosts"}'],
  ['datasets.rename', '{"datasetId":1,"name":"$long"}'],
  ['datasets.rename', '{"datasetId":1,"name":{"toString":"changed"}}'],
  ['datasets.rename', '"$map"'],
  ['datasets.remove', '{"datasetId":-1}'],
  ['datasets.remove', '{"datasetId":[1]}'],
  ['datasets.setRoles', '{"datasetId":1,"roles":{"clusters":"clusters","polluted":"yes"}}'],
  ['datasets.setRoles', '{"datasetId":1,"roles":{"clusters":"no such column"}}'],
  ['datasets.setKnown', '{"datasetId":1,"known":{"transitions":[["a"]]}}'],
  ['datasets.setKnown', '{"datasetId":1,"known":{"transitions":"$long"}}'],
  [
    'datasets.editColumn',
    '{"datasetId":1,"column":"obs/clusters","edit":{"colors":{"Alpha":"url(https://a)"}}}',
  ],
  ['datasets.editColumn', '{"datasetId":1,"column":"obs/clusters","edit":{"hidden":"Alpha"}}'],
  ['datasets.editColumn', '{"datasetId":1,"column":"$long","edit":{}}'],
  ['datasets.import', '{"counts":[{"grant":"/etc/hosts"}],"name":"changed","roles":{},"known":{}}'],
  ['runs.form', '{"model":"__proto__","fate":true}'],
  ['runs.add', '{"datasetId":1,"name":"changed","note":"","settings":{}}'],
  [
    'runs.add',
    '{"datasetId":1,"name":"changed","note":"","settings":{"model":"dynamical","fate":false,"seed":"$nan","parameters":{}}}',
  ],
  [
    'runs.add',
    '{"datasetId":1,"name":"changed","note":"","settings":{"model":"dynamical","fate":false,"seed":-1,"parameters":{}}}',
  ],
  [
    'runs.add',
    '{"datasetId":1,"name":"changed","note":"","settings":{"model":"dynamical","fate":false,"seed":0,"parameters":{"moments":{"neighbors":{"polluted":1}}}}}',
  ],
  [
    'runs.add',
    '{"datasetId":999,"name":"changed","note":"","settings":{"model":"dynamical","fate":false,"seed":0,"parameters":{}}}',
  ],
  ['runs.estimate', '{"datasetId":-1,"settings":{}}'],
  ['runs.cancel', '{"runId":-1}'],
  ['runs.rename', '{"runId":"$nan","name":"changed"}'],
  ['runs.remove', '{"runId":null}'],
  ['runs.export', '{"runId":1,"folder":"/etc"}'],
  ['runs.annotate', '{"runId":1,"note":"$long"}'],
  ['selections.save', '{"datasetId":1,"name":"changed","cells":[1,2]}'],
  ['selections.save', '{"datasetId":1,"name":"changed","cells":"$floats"}'],
  ['selections.save', '{"datasetId":1,"name":"changed","cells":"$cells"}'],
  ['selections.save', '{"datasetId":1,"name":"changed","cells":"$twice"}'],
  ['selections.save', '{"datasetId":-1,"name":"changed","cells":"$twice"}'],
  ['selections.cells', '{"id":0}'],
  ['view.load', '{"key":"../workspace"}'],
  ['view.save', '{"key":"","state":1}'],
  ['view.save', '{"key":"__proto__","state":{"polluted":true}}'],
  ['view.save', '{"key":"workspace","state":"$long"}'],
  ['view.save', '{"key":"workspace","state":1,"path":"/etc"}'],
];

/** Opens the bundled example through the bridge. */
async function openExample(page: Page): Promise<ProjectInfo> {
  const answer = await page.evaluate(
    (id) =>
      (window as unknown as { rnavelocity: Calls }).rnavelocity.project.openExample({ id }) as Promise<
        Answer<ProjectInfo>
      >,
    exampleId,
  );
  if (!answer.ok) throw new Error(answer.error.message);
  return answer.value;
}

/** What malformed calls could have changed. */
async function state(page: Page): Promise<unknown> {
  return page.evaluate(async () => {
    const bridge = (window as unknown as { rnavelocity: Calls }).rnavelocity;
    const info = (await bridge.project.info(undefined)) as Answer<ProjectInfo>;
    return {
      // The file's size follows its log.
      project: info.ok && { ...info.value, size: 0 },
      selections: await bridge.selections.list({ datasetId: 1 }),
      view: await bridge.view.load({ key: 'workspace' }),
    };
  });
}

/** Whether each of these calls was refused. */
async function refusals(page: Page, asked: [channel: string, args: unknown][]): Promise<boolean[]> {
  return page.evaluate(
    (calls) =>
      Promise.all(
        calls.map(async ([channel, args]) => {
          const [domain, name] = channel.split('.');
          return !(await (window as unknown as { rnavelocity: Calls }).rnavelocity[domain][name](args)).ok;
        }),
      ),
    asked,
  );
}

async function openSecondWindow(app: RunningApp, page: Page): Promise<Page> {
  const opened = app.electron.waitForEvent('window');
  await page.evaluate(() =>
    (window as unknown as { rnavelocity: Calls }).rnavelocity.app.newWindow(undefined),
  );
  const second = await opened;
  await expect(second.getByRole('heading', { name: 'RNAVelocity' })).toBeVisible();
  return second;
}
