import type { CDPSession, Page } from '@playwright/test';

/** Whose code a function is: the scene's, three.js's, the browser's (WebGL), or the page's that drives it all. */
export type Owner = 'scene' | 'three' | 'browser' | 'page';

/** What one function did itself. */
export interface Site {
  owner: Owner;
  /** Function, file and line. */
  name: string;
  /** Bytes or milliseconds. */
  amount: number;
}

interface Node {
  callFrame: { functionName: string; url: string; lineNumber: number };
  amount: number;
  children: Node[];
}

/**
 * The bytes that each function allocates while `act` goes on, whether they are still in use at the end or not. What the browser
 * allocates for a function counts as that function's.
 */
export async function allocations(page: Page, act: () => Promise<unknown>): Promise<Site[]> {
  return withDevtools(page, async (devtools) => {
    await devtools.send('HeapProfiler.enable');
    await devtools.send('HeapProfiler.startSampling', {
      // Bytes: nothing is smaller, so nothing is left to chance.
      samplingInterval: 8,
      includeObjectsCollectedByMajorGC: true,
      includeObjectsCollectedByMinorGC: true,
    });
    await act();
    const { profile } = await devtools.send('HeapProfiler.stopSampling');
    type Sampled = typeof profile.head;
    const nodeOf = ({ callFrame, selfSize, children }: Sampled): Node => ({
      callFrame,
      amount: selfSize,
      children: children.map(nodeOf),
    });
    return sitesOf(nodeOf(profile.head), false);
  });
}

/** The milliseconds that the page's thread spends in each function while `act` goes on. */
export async function times(page: Page, act: () => Promise<unknown>): Promise<Site[]> {
  return withDevtools(page, async (devtools) => {
    await devtools.send('Profiler.enable');
    await devtools.send('Profiler.setSamplingInterval', { interval: 100 });
    await devtools.send('Profiler.start');
    await act();
    const { profile } = await devtools.send('Profiler.stop');
    const nodes = new Map(
      profile.nodes.map(({ id, callFrame }) => [id, { callFrame, amount: 0, children: [] as Node[] }]),
    );
    for (const { id, children = [] } of profile.nodes)
      for (const child of children) nodes.get(id)!.children.push(nodes.get(child)!);
    // A sample holds until the next one.
    profile.samples?.forEach((id, k) => {
      nodes.get(id)!.amount += (profile.timeDeltas?.[k + 1] ?? 0) / 1000;
    });
    return sitesOf(nodes.get(profile.nodes[0].id)!, true);
  });
}

async function withDevtools<T>(page: Page, use: (devtools: CDPSession) => Promise<T>): Promise<T> {
  const devtools = await page.context().newCDPSession(page);
  try {
    return await use(devtools);
  } finally {
    await devtools.detach();
  }
}

/** The functions of a tree of calls, largest first. Those of three.js and the browser are told only where the scene called them. */
function sitesOf(root: Node, browserApart: boolean): Site[] {
  const sites = new Map<string, Site>();
  const visit = (node: Node, caller: Site): void => {
    const { functionName, url, lineNumber } = node.callFrame;
    let site = caller;
    const within = caller.owner !== 'page';
    if (url || (browserApart && within)) {
      const owner = ownerOf(url, within);
      const file = url ? url.replace(/^.*\//, '').replace(/\?.*$/, '') : 'browser';
      const name = `${functionName || '(anonymous)'} (${file}${url ? `:${String(lineNumber + 1)}` : ''})`;
      site = sites.get(`${owner} ${name}`) ?? { owner, name, amount: 0 };
      sites.set(`${owner} ${name}`, site);
    }
    site.amount += node.amount;
    for (const child of node.children) visit(child, site);
  };
  visit(root, { owner: 'page', name: '', amount: 0 });
  return [...sites.values()].filter(({ amount }) => amount > 0).sort((a, b) => b.amount - a.amount);
}

function ownerOf(url: string, within: boolean): Owner {
  if (url.includes('/src-renderer/gl/')) return 'scene';
  if (!within) return 'page';
  if (!url) return 'browser';
  return /\/three[^/]*\.js/.test(url) ? 'three' : 'page';
}
