import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, beforeEach, describe, expect, it, vi } from 'vitest';

import { CancelledError, DataError } from '../../../src-worker/data/errors.ts';
import { Animations } from '../animations.ts';
import { Grants } from '../grants.ts';
import { Preferences } from '../preferences.ts';
import { ProjectFolder } from '../projectFolder.ts';
import { isPage } from '../protocol.ts';
import { Recents } from '../recents.ts';
import { DROP_CHANNEL } from '../../ipc/bridge.ts';
import type { Answer } from '../../ipc/channel.ts';
import { CHANNELS } from '../../ipc/contract.ts';
import type { Grant } from '../../ipc/types.ts';
import type { Caller, Services } from './handler.ts';
import { registerHandlers, type CallEvent } from './register.ts';

const folder = mkdtempSync(join(tmpdir(), 'calls-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

const channels = new Map<string, (event: CallEvent, args: unknown) => Promise<unknown>>();
const request = vi.fn();
const report = vi.fn(() => ({ name: 'Error', message: 'Something went wrong.' }));
const newProject = vi.fn();
const exportFile = vi.fn();
const showInFolder = vi.fn();
const discard = vi.fn(async (path: string) => {
  rmSync(path);
});
let caller: Caller & { project: Caller['project'] };
let services: Services;
let openElsewhere: string | undefined;

beforeEach(() => {
  vi.clearAllMocks();
  channels.clear();
  openElsewhere = undefined;
  caller = {
    id: 1,
    project: undefined,
    request: request,
    takeOffered: () => [],
    pageStarted: () => undefined,
  };
  services = {
    version: '1.0.0',
    grants: new Grants(),
    recents: new Recents(join(folder, 'recents.json')),
    preferences: new Preferences(join(folder, 'preferences.json')),
    projects: new ProjectFolder(folder),
    animations: new Animations(),
    dialogs: {
      data: async (_, kind) => (kind === 'folder' ? [] : ['/data/counts.h5ad', '/data/more.h5ad']),
      project: async () => undefined,
      newProject,
      exportFolder: async () => '/results',
      exportFile,
    },
    resource: (name) => `/resources/${name}`,
    copyText: async () => undefined,
    showInFolder,
    discard,
    applyTheme: () => undefined,
    remember: async () => undefined,
    recentsChanged: () => undefined,
    newWindow: () => undefined,
    showOtherWindowWith: (path) => path === openElsewhere,
  };
  registerHandlers(
    { handle: (channel, listener) => channels.set(channel, listener) },
    { of: (pageId) => (pageId === 7 ? caller : undefined), isPage, report },
    services,
  );
});

const page: CallEvent = {
  sender: { id: 7 },
  senderFrame: { url: 'app://rnavelocity/index.html', parent: null },
};

async function ask(channel: string, args?: unknown): Promise<Answer<unknown>> {
  return (await channels.get(channel)!(page, args)) as Answer<unknown>;
}

async function value<R>(channel: string, args?: unknown): Promise<R> {
  const answer = await ask(channel, args);
  if (!answer.ok) throw new Error(answer.error.message);
  return answer.value as R;
}

describe('calls of the page', () => {
  it('are answered on the channels of the contract and on no others', () => {
    expect([...channels.keys()].sort()).toEqual([...CHANNELS, DROP_CHANNEL].sort());
  });

  it('count only from the page itself', async () => {
    const call = channels.get('app.start')!;
    const frames = [
      { url: 'https://example.org/', parent: null },
      { url: 'app://elsewhere/index.html', parent: null },
      { url: 'app://rnavelocity/index.html', parent: {} },
      null,
    ];
    for (const senderFrame of frames)
      await expect(call({ ...page, senderFrame }, undefined)).rejects.toThrow('only the program');
    await expect(call({ ...page, sender: { id: 8 } }, undefined)).rejects.toThrow('only the program');
  });

  it('with a very long wrong argument are refused in a short sentence', async () => {
    const answer = await ask('runs.cancel', { runId: 'x'.repeat(1_000_000) });
    expect(answer.ok ? '' : answer.error.message).toMatch(/^runs\.cancel cannot be done: runId: .{10,400}$/);
  });

  it('with a malformed argument are refused, naming channel and field, before anything is done', async () => {
    const wrong: [string, unknown, RegExp][] = [
      ['runs.cancel', { runId: 'x' }, /^runs\.cancel cannot be done: runId/],
      ['runs.cancel', undefined, /^runs\.cancel cannot be done/],
      ['runs.rename', { runId: 1, name: ' ' }, /name/],
      ['datasets.remove', { datasetId: 1, path: '/etc/passwd' }, /path/],
      ['files.inspect', { counts: [{ grant: '/etc/passwd' }] }, /counts/],
      ['project.open', { path: '/etc/passwd' }, /^project\.open/],
      [DROP_CHANNEL, ['relative.h5ad'], /path of a file/],
      [DROP_CHANNEL, '/etc/passwd', /^files\.grantDropped/],
    ];
    for (const [channel, args, message] of wrong) {
      const answer = await ask(channel, args);
      expect(answer).toMatchObject({ ok: false, error: { name: 'DataError' } });
      expect((answer as { error: Error }).error.message).toMatch(message);
    }
    expect(request).not.toHaveBeenCalled();
  });

  it('that the session answers are handed on as they are', async () => {
    request.mockResolvedValueOnce({ runId: 4 });
    const args = { datasetId: 1 };
    expect(await ask('selections.list', args)).toEqual({ ok: true, value: { runId: 4 } });
    expect(request).toHaveBeenCalledWith('selections.list', args);
  });

  it('hear what the user can act on, and of a bug only that it was one', async () => {
    request.mockRejectedValueOnce(new DataError('the disk is full.', { file: 'a' }, 'Free some space.'));
    expect(await ask('runs.cancel', { runId: 1 })).toMatchObject({
      ok: false,
      error: { data: { remedy: 'Free some space.' } },
    });
    request.mockRejectedValueOnce(new CancelledError());
    expect(await ask('runs.cancel', { runId: 1 })).toMatchObject({
      ok: false,
      error: { name: 'CancelledError' },
    });
    request.mockRejectedValueOnce(new TypeError('x is undefined'));
    expect(await ask('runs.cancel', { runId: 1 })).toEqual({
      ok: false,
      error: { name: 'Error', message: 'Something went wrong.' },
    });
    expect(report).toHaveBeenCalledWith('runs.cancel', expect.any(TypeError));
  });
});

describe('files', () => {
  it('reach the session by their tokens', async () => {
    const [{ token }] = await value<{ token: string }[]>('files.chooseData', { kind: 'file' });
    await ask('files.inspect', { counts: [{ grant: token }], splicedLayer: 'S' });
    expect(request).toHaveBeenCalledWith('files.inspect', {
      counts: [{ path: '/data/counts.h5ad' }],
      splicedLayer: 'S',
    });
  });

  it('that are chosen together are given each by itself; where none is, none', async () => {
    expect(await value('files.chooseData', { kind: 'annotations' })).toMatchObject([
      { kind: 'data', name: 'counts.h5ad' },
      { kind: 'data', name: 'more.h5ad' },
    ]);
    expect(await value('files.chooseData', { kind: 'folder' })).toEqual([]);
  });

  it('that are dropped give grants of their kinds, if they are there', async () => {
    const project = join(folder, 'x.rnavelocity');
    writeFileSync(project, '');
    expect(await value(DROP_CHANNEL, [project, folder])).toMatchObject([
      { kind: 'project', name: 'x' },
      { kind: 'data' },
    ]);
    expect(await ask(DROP_CHANNEL, [join(folder, 'none.h5ad')])).toMatchObject({ ok: false });
  });

  it('exported go to the folder that was chosen', async () => {
    request.mockResolvedValueOnce({ files: ['cells.csv'] });
    expect(await value('runs.export', { runId: 2 })).toEqual({ folder: '/results', files: ['cells.csv'] });
    expect(request).toHaveBeenCalledWith('runs.export', { runId: 2, folder: '/results' });
  });

  it('that a dataset is exported to are named after it, and can be shown in their folder', async () => {
    const path = join(folder, 'day 1.loom');
    caller.project = {
      path: join(folder, 'a.rnavelocity'),
      info: { datasets: [{ id: 3, name: 'day 1' }] } as never,
    };
    exportFile.mockResolvedValueOnce({ path, replace: false });
    request.mockResolvedValueOnce({ notes: ['Left out.'] });
    const { written, notes } = await value<{ written: Grant; notes: string[] }>('datasets.export', {
      datasetId: 3,
      format: 'loom',
    });
    expect(exportFile).toHaveBeenCalledWith(1, path, 'loom');
    expect(request).toHaveBeenCalledWith('datasets.export', { datasetId: 3, format: 'loom', path });
    expect([written.name, notes]).toEqual(['day 1.loom', ['Left out.']]);
    await value('files.reveal', { grant: written.token });
    expect(showInFolder).toHaveBeenCalledWith(path);
  });

  it('are not replaced by an exported dataset without a question', async () => {
    const path = join(folder, 'there.h5ad');
    writeFileSync(path, 'mine');
    exportFile.mockResolvedValueOnce({ path, replace: false });
    const answer = await ask('datasets.export', { datasetId: 1, format: 'h5ad' });
    expect((answer as { error: Error }).error.message).toContain('something of that name already');
    exportFile.mockResolvedValueOnce(undefined);
    expect(await value('datasets.export', { datasetId: 1, format: 'h5ad' })).toBeNull();
    expect(request).not.toHaveBeenCalled();
  });
});

describe('figures and animations', () => {
  const figure = { spec: { panels: [{ kind: 'embedding' }] }, name: 'a/b', format: 'pdf', dpi: 300 };

  it('are exported to where the user says, the figure with all its defaults', async () => {
    const path = join(folder, 'a-b.pdf');
    exportFile.mockResolvedValueOnce({ path, replace: false });
    request.mockResolvedValueOnce({ notes: ['Left out.'] });
    const { written, notes } = await value<{ written: Grant; notes: string[] }>('figures.export', figure);
    expect(exportFile).toHaveBeenCalledWith(1, expect.stringMatching(/a-b\.pdf$/), 'pdf');
    expect(request).toHaveBeenCalledWith('figures.export', {
      ...figure,
      path,
      spec: expect.objectContaining({ fontSize: 7, columns: 2 }) as unknown,
    });
    expect([written.name, notes]).toEqual(['a-b.pdf', ['Left out.']]);
    exportFile.mockResolvedValueOnce(undefined);
    expect(await value('figures.export', figure)).toBeNull();
  });

  it('are written piece by piece, and kept where they are whole', async () => {
    const path = join(folder, 'flow.webm');
    exportFile.mockResolvedValueOnce({ path, replace: false });
    const { token } = await value<{ token: string }>('figures.beginAnimation', { name: 'flow' });
    await value('figures.writeAnimation', { token, position: 0, bytes: Buffer.from('webm') });
    expect(existsSync(path)).toBe(false);
    expect(await value('figures.endAnimation', { token, keep: true })).toMatchObject({ name: 'flow.webm' });
    expect(readFileSync(path, 'utf8')).toBe('webm');
    exportFile.mockResolvedValueOnce(undefined);
    expect(await value('figures.beginAnimation', { name: 'flow' })).toBeNull();
    expect(await ask('figures.writeAnimation', { token, position: -1, bytes: '' })).toMatchObject({
      ok: false,
    });
  });
});

describe('projects', () => {
  const path = join(folder, 'there.rnavelocity');
  beforeEach(() => {
    writeFileSync(path, 'old');
  });

  it('that the user agreed to replace go into the bin first', async () => {
    newProject.mockResolvedValueOnce({ path, replace: true });
    const { token } = await value<{ token: string }>('files.chooseNewProject', { name: 'there' });
    await value('project.create', { grant: token });
    expect(discard).toHaveBeenCalledWith(path);
    expect(request).toHaveBeenCalledWith('project.create', { path });
  });

  it('are never replaced without a question', async () => {
    const { token } = services.grants.give(1, path, 'new-project');
    expect(await ask('project.create', { grant: token })).toMatchObject({ ok: false });
    expect(discard).not.toHaveBeenCalled();
    expect(request).not.toHaveBeenCalled();
  });

  it('are not saved over themselves, nor over one that another window has open', async () => {
    caller.project = { path, info: {} as never };
    newProject.mockResolvedValue({ path, replace: true });
    expect(await ask('project.saveAs')).toMatchObject({
      error: { data: { remedy: 'Choose another name.' } },
    });
    openElsewhere = path;
    caller.project = { path: join(folder, 'mine.rnavelocity'), info: {} as never };
    expect(await ask('project.saveCopy')).toMatchObject({ ok: false });
    expect(discard).not.toHaveBeenCalled();
  });

  it('that another window has open are shown there', async () => {
    openElsewhere = path;
    const { token } = services.grants.give(1, path, 'project');
    const answer = await ask('project.open', { grant: token });
    expect((answer as { error: Error }).error.message).toContain('open in another window');
    expect(request).not.toHaveBeenCalled();
  });

  it('of an example lie in the folder of projects', async () => {
    request.mockResolvedValueOnce({ name: 'Pancreas example' });
    await value('project.openExample', { id: 'pancreas' });
    expect(request).toHaveBeenCalledWith(
      'project.openExample',
      expect.objectContaining({
        path: join(folder, 'RNAVelocity', 'Pancreas example.rnavelocity'),
        source: '/resources/examples/pancreas_739.h5ad',
        name: 'Pancreas endocrinogenesis',
      }),
    );
    expect(await ask('project.openExample', { id: '../x' })).toMatchObject({ ok: false });
  });

  it('are asked where to be saved, and nothing is done where the user thinks better', async () => {
    caller.project = { path, info: {} as never };
    newProject.mockResolvedValueOnce(undefined);
    expect(await value('project.saveAs')).toBeNull();
    expect(newProject).toHaveBeenCalledWith(1, join(folder, 'there copy.rnavelocity'), 'Save project as');
    expect(request).not.toHaveBeenCalled();
  });
});
