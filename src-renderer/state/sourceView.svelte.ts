import type { ViewArguments, ViewName } from '../../src-main/views/contract.ts';
import type { AppState } from './app.svelte.ts';
import type { Frame } from './frame.ts';
import { fetchView, isAbort } from './views.ts';

/** A view of what is shown, kept up to date by {@link followView}. */
export class SourceView<N extends ViewName> {
  frame: Frame<N> | undefined = $state.raw();
  error: unknown = $state.raw();
  loading = $state(false);
}

/** Results arrive in bursts; a view is asked for again once they rest. */
const REST_MS = 400;

/**
 * Fetches a view for as long as its arguments stay the same, and again whenever the run it is of stores something or
 * changes its status. Call it while a component is set up.
 *
 * @param args what the view is asked with; undefined for no view
 */
export function followView<N extends ViewName>(
  app: AppState,
  view: N,
  args: () => ViewArguments<N> | undefined,
): SourceView<N> {
  const state = new SourceView<N>();
  let round = $state(0);
  const token = $derived(app.project?.token);
  // As text, so that arguments that say the same ask nothing anew.
  const wanted = $derived(JSON.stringify(args() ?? null));
  const status = $derived(app.run?.status);
  let shown: string | undefined;

  $effect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const stop = app.onEvent((event) => {
      if (event.type !== 'stored' || event.runId !== app.run?.id) return;
      clearTimeout(timer);
      timer = setTimeout(() => round++, REST_MS);
    });
    return () => {
      clearTimeout(timer);
      stop();
    };
  });

  $effect(() => {
    void [round, status];
    const request = JSON.parse(wanted) as ViewArguments<N> | null;
    if (shown !== wanted) [state.frame, state.error, shown] = [undefined, undefined, wanted];
    if (!token || !request) {
      state.loading = false;
      return;
    }
    const ended = new AbortController();
    state.loading = true;
    fetchView(token, view, request, ended.signal).then(
      (frame) => ([state.frame, state.error, state.loading] = [frame, undefined, false]),
      (error: unknown) => {
        if (!isAbort(error)) [state.error, state.loading] = [error, false];
      },
    );
    return () => {
      ended.abort();
    };
  });
  return state;
}
