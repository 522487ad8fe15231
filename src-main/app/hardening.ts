import type { App, Session, WebContents } from 'electron';

/**
 * Holds every page of the program to itself: it goes to no other address, opens no window, embeds nothing, and is granted
 * none of the browser's permissions (text is copied through the bridge).
 */
export function harden(
  app: Pick<App, 'on'>,
  session: Pick<Session, 'setPermissionCheckHandler' | 'setPermissionRequestHandler'>,
): void {
  session.setPermissionRequestHandler((_contents, _permission, answer) => {
    answer(false);
  });
  session.setPermissionCheckHandler(() => false);
  app.on('web-contents-created', (_event, contents) => {
    hardenPage(contents);
  });
}

function hardenPage(contents: WebContents): void {
  const refuse = (event: { preventDefault(): void }): void => {
    event.preventDefault();
  };
  contents.on('will-navigate', refuse);
  contents.on('will-redirect', refuse);
  contents.on('will-attach-webview', refuse);
  contents.setWindowOpenHandler(() => ({ action: 'deny' }));
}
