import { EXAMPLES } from '../examples.ts';
import type { ChannelName } from '../../ipc/contract.ts';
import type { Example, StartInfo } from '../../ipc/types.ts';
import type { Caller, Handlers } from './handler.ts';

export const appHandlers: Handlers<Extract<ChannelName, `app.${string}`>> = {
  'app.start': async ({ version, preferences, recents }, caller) => {
    const [listed, project] = await Promise.all([recents.list(), openProject(caller)]);
    caller.pageStarted();
    return {
      version,
      platform: process.platform as StartInfo['platform'],
      theme: preferences.theme,
      recents: listed,
      examples: EXAMPLES.map(shown),
      ...(project ? { project } : {}),
      offered: caller.takeOffered(),
    };
  },
  'app.setTheme': async ({ preferences, applyTheme }, _, { theme }) => {
    await preferences.setTheme(theme);
    applyTheme(theme);
  },
  'app.forgetRecent': async ({ recents, recentsChanged }, _, { id }) => {
    await recents.forget(id);
    recentsChanged();
    return recents.list();
  },
  'app.copyText': async ({ copyText }, _, { text }) => {
    await copyText(text);
  },
  'app.newWindow': ({ newWindow }) => {
    newWindow();
  },
};

/** What the window has open already, as after a reload of its page. */
async function openProject(caller: Caller): Promise<StartInfo['project']> {
  if (!caller.project) return undefined;
  return caller.request('project.info', undefined).catch(() => caller.project?.info);
}

function shown({ id, title, detail, cells, genes }: Example): Example {
  return { id, title, detail, cells, genes };
}
