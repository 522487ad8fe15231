import type { FileSummary, ImportSource } from '../../src-worker/formats/index.ts';
import type { ArgsOf, ChannelName, ResultOf } from '../ipc/contract.ts';
import type { ProjectInfo } from '../ipc/types.ts';
import type { Known, Roles } from '../project/annotations.ts';

/** Channels whose work the session does with the arguments as the page gave them. */
type Forwarded = Extract<
  ChannelName,
  | 'project.info'
  | `datasets.${string}`
  | `runs.${string}`
  | `selections.${string}`
  | `figures.${string}`
  | `view.${string}`
>;
type Resolved =
  'datasets.import' | 'datasets.export' | 'runs.export' | 'figures.export' | `figures.${string}Animation`;

/** Channels that the main thread hands on as they are. */
export type ForwardedChannel = Exclude<Forwarded, Resolved>;

/** What the main thread asks of a window's session. Here paths are paths: the main thread has resolved the page's tokens. */
export type SessionRequests = {
  [C in ForwardedChannel]: { args: ArgsOf<C>; result: ResultOf<C> };
} & {
  'project.create': { args: { path: string }; result: ProjectInfo };
  'project.open': { args: { path: string }; result: ProjectInfo };
  /** Opens the project at `path`, or makes it there of the dataset in `source`. */
  'project.openExample': {
    args: { path: string; source: string; name: string; roles: Roles; known: Known };
    result: ProjectInfo;
  };
  'project.copy': { args: { path: string }; result: undefined };
  /** Copies the project to `path` and goes on with the copy. */
  'project.saveAs': { args: { path: string }; result: ProjectInfo };
  'project.close': { args: undefined; result: undefined };
  'files.inspect': { args: ImportSource; result: FileSummary };
  'datasets.import': {
    args: { source: ImportSource } & Pick<ArgsOf<'datasets.import'>, 'name' | 'roles' | 'known'>;
    result: ResultOf<'datasets.import'>;
  };
  'datasets.export': { args: ArgsOf<'datasets.export'> & { path: string }; result: { notes: string[] } };
  'figures.export': { args: ArgsOf<'figures.export'> & { path: string }; result: { notes: string[] } };
  'runs.export': { args: ArgsOf<'runs.export'> & { folder: string }; result: { files: string[] } };
};

export type SessionRequestName = keyof SessionRequests;
