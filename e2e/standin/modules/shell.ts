/** Every call of the shell, oldest first. */
export const shellCalls: { method: string; argument: string }[] = [];

function record(method: string, argument: string): void {
  shellCalls.push({ method, argument });
}

/** Electron's shell: opens nothing, keeps what it was asked to open. */
export const shell = {
  openExternal: (url: string) => Promise.resolve(record('openExternal', url)),
  openPath: (path: string) => {
    record('openPath', path);
    return Promise.resolve('');
  },
  showItemInFolder: (path: string) => {
    record('showItemInFolder', path);
  },
  trashItem: (path: string) => Promise.resolve(record('trashItem', path)),
  beep: () => {
    record('beep', '');
  },
};
