import { describe, expect, it, vi } from 'vitest';

import { DataError } from '../../src-worker/data/errors.ts';
import type { AppEvent, ProjectInfo } from '../ipc/types.ts';
import { WindowSession } from './windowSession.ts';

const info = (name: string): ProjectInfo => ({
  token: name,
  name,
  folder: '/p',
  size: 1,
  lost: false,
  datasets: [],
  runs: [],
});

interface Thread {
  tell: (event: AppEvent) => void;
  crash: (error: Error) => void;
  request: ReturnType<typeof vi.fn>;
  close: ReturnType<typeof vi.fn>;
}

/** A window's session over threads that exist only here. */
function setUp(
  answer: (name: string, args: unknown) => unknown = (_, args) =>
    info((args as { path?: string } | undefined)?.path ?? ''),
) {
  const threads: Thread[] = [];
  const listener = { event: vi.fn(), projectChanged: vi.fn(), crashed: vi.fn(), projectLost: vi.fn() };
  const session = new WindowSession((tell, crash) => {
    const request = vi.fn(async (name: string, args: unknown) => answer(name, args));
    const close = vi.fn(async () => undefined);
    threads.push({ tell, crash, request, close });
    return { request, close, view: vi.fn(), project: undefined };
  }, listener);
  return { session, threads, listener };
}

describe("a window's session", () => {
  it('knows the project that it opened, and follows its changes', async () => {
    const { session, threads, listener } = setUp();
    await session.request('project.open', { path: '/p/a' });
    expect(session.project).toEqual({ path: '/p/a', info: info('/p/a') });
    threads[0].tell({ type: 'project', project: { ...info('/p/a'), size: 2 } });
    expect(session.project?.info.size).toBe(2);
    expect(listener.projectChanged).toHaveBeenCalledTimes(2);
    await session.request('project.close', undefined);
    expect(session.project).toBeUndefined();
  });

  it('keeps its project when another cannot be opened', async () => {
    const { session } = setUp((_, args) => {
      const { path } = args as { path: string };
      if (path === '/p/bad') throw new DataError('the project file is damaged.', {}, 'Restore it.');
      return info(path);
    });
    await session.request('project.open', { path: '/p/a' });
    await expect(session.request('project.open', { path: '/p/bad' })).rejects.toThrow('damaged');
    expect(session.project?.path).toBe('/p/a');
  });

  it('opens the project again on a new thread when the thread ended unexpectedly', async () => {
    const { session, threads, listener } = setUp();
    await session.request('project.open', { path: '/p/a' });
    threads[0].crash(new Error('out of memory'));
    await vi.waitFor(() => {
      expect(listener.event).toHaveBeenCalledWith(expect.objectContaining({ type: 'problem' }));
    });
    expect(threads.length).toBe(2);
    expect(threads[1].request).toHaveBeenCalledWith('project.open', { path: '/p/a' });
    expect(session.project?.path).toBe('/p/a');
    expect(listener.projectLost).not.toHaveBeenCalled();
  });

  it('gives the project up when its threads end one after the other', async () => {
    const { session, threads, listener } = setUp();
    await session.request('project.open', { path: '/p/a' });
    threads[0].crash(new Error('out of memory'));
    await vi.waitFor(() => {
      expect(listener.event).toHaveBeenCalledTimes(1);
    });
    threads[1].crash(new Error('out of memory'));
    await vi.waitFor(() => {
      expect(listener.projectLost).toHaveBeenCalledTimes(1);
    });
    expect(session.project).toBeUndefined();
    await session.request('project.open', { path: '/p/b' });
    expect(session.project?.path).toBe('/p/b');
  });

  it('closes once, and starts nothing after that', async () => {
    const { session, threads } = setUp();
    await Promise.all([session.close(), session.close()]);
    expect(threads[0].close).toHaveBeenCalledTimes(1);
    threads[0].crash(new Error('ended'));
    expect(threads.length).toBe(1);
  });
});
