import { EventEmitter } from 'node:events';

import { codec } from './codec.ts';
import type { DevToolsSession } from './devtools.ts';
import { getRunning } from './host.ts';
import {
  deliverFunction,
  type InjectionOptions,
  isolatedWorld,
  mainWorldScript,
  preloadScript,
  sendBinding,
} from './page/inject.ts';
import type { FromPage, ToPage } from './page/preloadModule.ts';

interface PageEvents {
  /** A message of the preload, and how to answer the very document it came from. */
  message: [message: FromPage, reply: (answer: ToPage) => void];
  /** A document's bridge stands; nothing of the page has run. */
  preload: [];
  loaded: [loader: string];
  parsed: [];
  crashed: [];
  console: [level: string, message: string];
  /** The page asked for a new window. */
  open: [address: string];
  /** The page itself wants to go elsewhere; the answer says whether it may. */
  leave: [address: string, decide: (allowed: boolean) => void];
}

/** The browser's page inside a window: navigation, the preload's world, messages to and from it, emulated screen. */
export class WindowPage extends EventEmitter<PageEvents> {
  readonly targetId: string;
  readonly session: DevToolsSession;
  private mainFrame = '';
  private isolatedContext: number | undefined;
  private wanted: string | undefined;

  private constructor(targetId: string, session: DevToolsSession) {
    super();
    this.targetId = targetId;
    this.session = session;
  }

  /** Opens an empty page whose documents will run the given scripts. */
  static async open(scripts: InjectionOptions): Promise<WindowPage> {
    const { devtools, root } = getRunning().browser;
    const { targetId } = await root.send<{ targetId: string }>('Target.createTarget', {
      url: 'about:blank',
      newWindow: true,
    });
    const { sessionId } = await root.send<{ sessionId: string }>('Target.attachToTarget', {
      targetId,
      flatten: true,
    });
    const page = new WindowPage(targetId, devtools.session(sessionId));
    await page.prepare(scripts);
    return page;
  }

  /** Sends an encoded message to the preload of the present document, if there is one; resolves once taken in. */
  async deliver(text: string): Promise<void> {
    if (this.isolatedContext !== undefined) await this.deliverText(text, this.isolatedContext);
  }

  /** Goes to a served address; resolves when it is loaded, rejects with the browser's reason. */
  async navigate(url: string): Promise<void> {
    const loaded = new Set<string>();
    let check = (): void => undefined;
    const note = (loader: string) => {
      loaded.add(loader);
      check();
    };
    this.on('loaded', note);
    try {
      const { errorText, loaderId } = await this.session.send<{ errorText?: string; loaderId?: string }>(
        'Page.navigate',
        { url },
      );
      if (errorText) throw new Error(errorText);
      // Without a loader the address differs in its fragment only.
      if (loaderId !== undefined)
        await new Promise<void>((resolve) => {
          check = () => {
            if (loaded.has(loaderId)) resolve();
          };
          check();
        });
    } finally {
      this.off('loaded', note);
    }
  }

  /** Makes the page exactly that large, whatever the browser's own window is. */
  async resize(
    width: number,
    height: number,
    screen: { width: number; height: number; scaleFactor: number },
  ) {
    await this.session.send('Emulation.setDeviceMetricsOverride', {
      width,
      height,
      deviceScaleFactor: screen.scaleFactor,
      screenWidth: screen.width,
      screenHeight: screen.height,
      mobile: false,
    });
  }

  /** Evaluates an expression in the page's own world, waiting for a promise. */
  async evaluate(expression: string): Promise<unknown> {
    interface Evaluated {
      result: { value?: unknown };
      exceptionDetails?: { text: string; exception?: { description?: string } };
    }
    const { result, exceptionDetails } = await this.session.send<Evaluated>('Runtime.evaluate', {
      expression,
      awaitPromise: true,
      returnByValue: true,
    });
    if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
    return result.value;
  }

  /** Ends the page. */
  async close(): Promise<void> {
    await getRunning().browser.root.send('Target.closeTarget', { targetId: this.targetId });
  }

  private async prepare(scripts: InjectionOptions): Promise<void> {
    const { session } = this;
    this.listen();
    const { frameTree } = await session.send<{ frameTree: { frame: { id: string } } }>('Page.getFrameTree');
    this.mainFrame = frameTree.frame.id;
    await Promise.all([
      session.send('Page.enable'),
      session.send('Page.setLifecycleEventsEnabled', { enabled: true }),
      session.send('Runtime.enable'),
      session.send('Runtime.addBinding', { name: sendBinding, executionContextName: isolatedWorld }),
      session.send('Page.addScriptToEvaluateOnNewDocument', { source: mainWorldScript(scripts) }),
      session.send('Page.addScriptToEvaluateOnNewDocument', {
        source: preloadScript(scripts),
        worldName: isolatedWorld,
      }),
      session.send('Fetch.enable', { patterns: [{ resourceType: 'Document', requestStage: 'Request' }] }),
    ]);
  }

  private listen(): void {
    const { session } = this;
    session.on('Runtime.executionContextCreated', ({ context }: { context: ContextDescription }) => {
      if (context.name !== isolatedWorld || context.auxData.frameId !== this.mainFrame) return;
      this.isolatedContext = context.id;
      this.emit('preload');
    });
    session.on('Runtime.bindingCalled', ({ name, payload, executionContextId }: BindingCall) => {
      if (name !== sendBinding) return;
      this.emit('message', codec.decode(payload) as FromPage, (answer) => {
        void this.deliverText(codec.encode(answer), executionContextId);
      });
    });
    session.on('Runtime.consoleAPICalled', ({ type, args }: ConsoleCall) => {
      this.emit('console', type, args.map((arg) => String(arg.value ?? arg.description)).join(' '));
    });
    session.on('Page.lifecycleEvent', ({ name, frameId, loaderId }: LifecycleEvent) => {
      if (frameId !== this.mainFrame) return;
      if (name === 'DOMContentLoaded') this.emit('parsed');
      if (name === 'load') this.emit('loaded', loaderId);
    });
    session.on('Page.windowOpen', ({ url }: { url: string }) => this.emit('open', url));
    getRunning().browser.root.on('Target.targetCreated', ({ targetInfo }: { targetInfo: TargetInfo }) => {
      if (targetInfo.openerId === this.targetId)
        void refuseWindow(targetInfo.targetId).catch(() => undefined);
    });
    session.on('Inspector.targetCrashed', () => this.emit('crashed'));
    session.on('Page.frameRequestedNavigation', ({ frameId, url }: { frameId: string; url: string }) => {
      if (frameId === this.mainFrame) this.wanted = url;
    });
    session.on('Fetch.requestPaused', (paused: PausedRequest) => {
      this.decide(paused);
    });
  }

  /** Lets a document's request pass, unless the page itself asked to leave and may not. */
  private decide({ requestId, frameId, request }: PausedRequest): void {
    const go = (allowed: boolean) => {
      const [method, reason] = allowed
        ? ['Fetch.continueRequest', {}]
        : ['Fetch.failRequest', { errorReason: 'Aborted' }];
      this.session.send(method, { requestId, ...reason }).catch(() => undefined);
    };
    const wanted = frameId === this.mainFrame && request.url === this.wanted;
    if (wanted) this.wanted = undefined;
    if (!wanted || !this.emit('leave', request.url, go)) go(true);
  }

  private async deliverText(text: string, executionContextId: number): Promise<void> {
    await this.session
      .send('Runtime.callFunctionOn', {
        functionDeclaration: `(text) => globalThis.${deliverFunction}?.(text)`,
        arguments: [{ value: text }],
        executionContextId,
        silent: true,
      })
      // The document may have gone meanwhile.
      .catch(() => undefined);
  }
}

/**
 * The stand-in opens windows for the main process only; one a page opened goes at once. It may be held for a debugger, and its
 * opener with it, until let go.
 */
async function refuseWindow(targetId: string): Promise<void> {
  const { devtools, root } = getRunning().browser;
  const { sessionId } = await root.send<{ sessionId: string }>('Target.attachToTarget', {
    targetId,
    flatten: true,
  });
  await devtools.session(sessionId).send('Runtime.runIfWaitingForDebugger');
  await root.send('Target.closeTarget', { targetId });
}

interface ContextDescription {
  id: number;
  name: string;
  auxData: { frameId: string };
}

interface BindingCall {
  name: string;
  payload: string;
  executionContextId: number;
}

interface ConsoleCall {
  type: string;
  args: { value?: unknown; description?: string }[];
}

interface LifecycleEvent {
  name: string;
  frameId: string;
  loaderId: string;
}

interface TargetInfo {
  targetId: string;
  openerId?: string;
}

interface PausedRequest {
  requestId: string;
  frameId: string;
  request: { url: string };
}
