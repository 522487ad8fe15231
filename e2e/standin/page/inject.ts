import { readFileSync } from 'node:fs';

import { createCodec } from '../codec.ts';
import { createContextBridge } from './contextBridge.ts';
import { serveSchemesToFetch } from './mainWorld.ts';
import { createPreloadModule } from './preloadModule.ts';

/** The name Electron gives the world its preloads run in. */
export const isolatedWorld = 'Electron Isolated Context';
/** The function of the isolated world that hands a text to the main process. */
export const sendBinding = '__standinSend';
/** The function of the isolated world that takes a text from the main process. */
export const deliverFunction = '__standinDeliver';

/** What a window's scripts need to know of it. */
export interface InjectionOptions {
  /** Names the events between the two worlds, so that a page cannot guess them. */
  secret: string;
  schemes: string[];
  preload?: string;
  /** The `process` a sandboxed preload sees. */
  process: object;
}

/** The script to run in a page's own world before anything of the page. */
export function mainWorldScript({ secret, schemes }: InjectionOptions): string {
  return topFrameOnly(
    `(${String(serveSchemesToFetch)})(${JSON.stringify(schemes)});
     (${String(createContextBridge)})('${secret}:page', '${secret}:preload');`,
  );
}

/** The script to run in the isolated world: the preload, and the modules it may ask for. */
export function preloadScript({ secret, preload, process }: InjectionOptions): string {
  const source = preload === undefined ? '' : readFileSync(preload, 'utf8');
  return topFrameOnly(
    `const bridge = (${String(createContextBridge)})('${secret}:preload', '${secret}:page');
     const send = globalThis.${sendBinding};
     delete globalThis.${sendBinding};
     const { electron, deliver } = (${String(createPreloadModule)})((${String(createCodec)})(), bridge, send);
     globalThis.${deliverFunction} = deliver;
     const require = (name) => {
       if (name === 'electron' || name === 'electron/renderer') return electron;
       throw new Error('module not found: ' + name);
     };
     const module = { exports: {} };
     (function (require, process, module, exports) {
       ${source}
     })(require, ${JSON.stringify(process)}, module, module.exports);`,
  );
}

/** As in Electron, frames inside the page get neither preload nor bridge; nor does the empty page of a new window. */
function topFrameOnly(body: string): string {
  return `(() => { if (window !== window.top || location.protocol === 'about:') return; ${body}\n})();`;
}
