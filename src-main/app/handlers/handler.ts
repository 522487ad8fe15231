import type { Animations } from '../animations.ts';
import type { ExportKind } from '../exportKind.ts';
import type { Grants } from '../grants.ts';
import type { Preferences } from '../preferences.ts';
import type { ProjectFolder } from '../projectFolder.ts';
import type { Recents } from '../recents.ts';
import type { OpenedProject, WindowSession } from '../windowSession.ts';
import type { ArgsOf, ChannelName, ResultOf } from '../../ipc/contract.ts';
import type { Grant, ThemeChoice } from '../../ipc/types.ts';

/** The window that asks. */
export interface Caller {
  readonly id: number;
  readonly project: OpenedProject | undefined;
  readonly request: WindowSession['request'];
  /** The files that the window was opened with; asked again, none. */
  takeOffered(): Grant[];
  /** From now on the page hears events. */
  pageStarted(): void;
}

/** What the system's own dialogs ask for; undefined where the user thought better. */
export interface Dialogs {
  /** Files or folders of counts, or files with annotations; none where the user thought better. */
  data(window: number, kind: DataKind): Promise<string[]>;
  project(window: number): Promise<string | undefined>;
  /** A place for a project that does not exist yet, and whether what is there may be replaced. */
  newProject(window: number, proposed: string, title: string): Promise<NewPlace | undefined>;
  exportFolder(window: number, proposed: string): Promise<string | undefined>;
  /** A place for what is written, and whether what is there may be replaced. */
  exportFile(window: number, proposed: string, kind: ExportKind): Promise<NewPlace | undefined>;
}

export type DataKind = ArgsOf<'files.chooseData'>['kind'];

export interface NewPlace {
  path: string;
  replace: boolean;
}

/** What handlers reach of the program around them. */
export interface Services {
  readonly version: string;
  readonly grants: Grants;
  readonly recents: Recents;
  readonly preferences: Preferences;
  readonly projects: ProjectFolder;
  readonly dialogs: Dialogs;
  readonly animations: Animations;
  /** The path of a file below resources/. */
  readonly resource: (name: string) => string;
  readonly copyText: (text: string) => Promise<void>;
  readonly showInFolder: (path: string) => void;
  /** Puts a file into the system's bin. */
  readonly discard: (path: string) => Promise<void>;
  readonly applyTheme: (theme: ThemeChoice) => void;
  /** Puts a project first among the recent ones, here and in the system's own list. */
  readonly remember: (path: string) => Promise<void>;
  readonly recentsChanged: () => void;
  readonly newWindow: () => void;
  /** Brings the window to the front that has this project open, unless it is `caller`; says whether there is one. */
  readonly showOtherWindowWith: (path: string, caller: Caller) => boolean;
}

/** Does what a channel asks, with arguments that were checked. */
export type Handler<C extends ChannelName> = (
  services: Services,
  caller: Caller,
  args: ArgsOf<C>,
) => ResultOf<C> | Promise<ResultOf<C>>;

export type Handlers<C extends ChannelName> = { [K in C]: Handler<K> };
