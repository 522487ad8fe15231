import { bridge, call } from '../state/api.ts';
import type { AppState } from '../state/app.svelte.ts';
import type { SourceState } from '../state/sourceState.svelte.ts';
import { capture } from './capture.ts';
import type { AnimationSettings } from './choices.ts';
import { Recording } from './recording.svelte.ts';

/**
 * Asks where the animation shall lie and starts to record what is seen now. What becomes of it is told by notices.
 *
 * @returns whether it was started; not where the user thought better or something is in the way.
 */
export async function exportAnimation(
  app: AppState,
  shown: SourceState,
  settings: AnimationSettings,
): Promise<boolean> {
  const title = 'The animation could not be exported';
  try {
    const name = app.run?.name ?? app.dataset?.name ?? 'Animation';
    const content = await capture(shown, settings, {
      version: app.start?.version ?? '',
      dataset: app.dataset?.name ?? '',
      run: app.run,
    });
    const begun = await call(bridge.figures.beginAnimation({ name }));
    if (!begun) return false;
    const recording = new Recording(begun.token, settings);
    app.recording = recording;
    void recording.run(content, settings).then((end) => {
      app.recording = undefined;
      if (end && 'error' in end) app.notices.report(end.error, title);
      else if (end) tell(app, end.written);
    });
    return true;
  } catch (error) {
    app.notices.report(error, title);
    return false;
  }
}

function tell(app: AppState, { token, name, folder }: { token: string; name: string; folder: string }): void {
  app.notices.done(`${name} is written`, folder, {
    label: 'Show in folder',
    run: () => {
      call(bridge.files.reveal({ grant: token })).catch((error: unknown) => {
        app.notices.report(error, 'The folder could not be shown');
      });
    },
  });
}
