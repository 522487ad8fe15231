import * as v from 'valibot';

import { DataError, errorRecord, type ErrorRecord } from '../../../src-worker/data/errors.ts';
import { DROP_CHANNEL } from '../../ipc/bridge.ts';
import type { Answer } from '../../ipc/channel.ts';
import { CHANNELS, contract, type ChannelName } from '../../ipc/contract.ts';
import { appHandlers } from './app.ts';
import { grantDropped, droppedPaths } from './dropped.ts';
import { figureHandlers } from './figures.ts';
import { fileHandlers } from './files.ts';
import type { Caller, Handlers, Services } from './handler.ts';
import { projectHandlers } from './projects.ts';
import { workHandlers } from './work.ts';
import type { ForwardedChannel } from '../../session/requests.ts';

const MOST_QUOTED = 200;

const HANDLERS: Handlers<Exclude<ChannelName, ForwardedChannel>> = {
  ...appHandlers,
  ...fileHandlers,
  ...projectHandlers,
  ...workHandlers,
  ...figureHandlers,
};

/** Of Electron's `ipcMain`, and of the event that comes with each call, what is used. */
export interface Ipc {
  handle(channel: string, listener: (event: CallEvent, args: unknown) => Promise<unknown>): void;
}

export interface CallEvent {
  readonly sender: { readonly id: number };
  readonly senderFrame: { readonly url: string; readonly parent?: unknown } | null;
}

export interface Callers {
  /** The window of a page, as long as it is open. */
  readonly of: (pageId: number) => Caller | undefined;
  /** Whether an address is the page's own. */
  readonly isPage: (address: string) => boolean;
  /** Puts what a bug threw into the log; the record is for the page. */
  readonly report: (where: string, error: unknown) => ErrorRecord;
}

/**
 * Answers the channels of the contract, and no others. A call counts only if it comes from the page itself and its argument
 * is what the contract says.
 */
export function registerHandlers(ipc: Ipc, callers: Callers, services: Services): void {
  for (const channel of CHANNELS) {
    const { args: schema } = contract[channel] as { args: v.GenericSchema };
    listen(ipc, callers, channel, schema, (caller, args) =>
      channel in HANDLERS
        ? (HANDLERS[channel as keyof typeof HANDLERS] as UntypedHandler)(services, caller, args)
        : (caller.request as UntypedRequest)(channel, args),
    );
  }
  listen(ipc, callers, DROP_CHANNEL, droppedPaths, (caller, paths) =>
    grantDropped(services, caller, paths as string[]),
  );
}

type UntypedHandler = (services: Services, caller: Caller, args: unknown) => unknown;
type UntypedRequest = (name: string, args: unknown) => Promise<unknown>;

function listen(
  ipc: Ipc,
  { of, isPage, report }: Callers,
  channel: string,
  schema: v.GenericSchema,
  handle: (caller: Caller, args: unknown) => unknown,
): void {
  ipc.handle(channel, async ({ sender, senderFrame }, args): Promise<Answer<unknown>> => {
    const caller = of(sender.id);
    if (!caller || !senderFrame || senderFrame.parent || !isPage(senderFrame.url))
      throw new Error(`${channel}: only the program's own page may ask.`);
    try {
      return { ok: true, value: await handle(caller, checked(channel, schema, args)) };
    } catch (error) {
      return { ok: false, error: isExpected(error) ? errorRecord(error) : report(channel, error) };
    }
  });
}

function checked(channel: string, schema: v.GenericSchema, args: unknown): unknown {
  const result = v.safeParse(schema, args);
  if (result.success) return result.output;
  const [issue] = result.issues;
  const field = v.getDotPath(issue) ?? 'argument';
  throw new DataError(
    `${channel} cannot be done: ${field}: ${shortened(issue.message)}.`,
    {},
    field === 'name'
      ? 'Give a name of 1 to 200 characters on one line.'
      : 'Try again; if it happens again, report it.',
  );
}

/** A schema's message quotes what it was given, however long that is. Without a full stop at its end. */
function shortened(message: string): string {
  const text = message.length > MOST_QUOTED ? `${message.slice(0, MOST_QUOTED)}…` : message;
  return text.replace(/\.$/, '');
}

function isExpected(error: unknown): boolean {
  return error instanceof DataError || (error instanceof Error && error.name === 'CancelledError');
}
