/** The dialogs that were asked for although no spec had put its own answer in their place. */
export const unstubbedDialogs: string[] = [];

/**
 * Electron's dialog. Nobody is there to answer, so each one throws until a spec replaces it:
 * `electronApp.evaluate(({ dialog }) => { dialog.showOpenDialog = async () => ({ canceled: true, filePaths: [] }) })`.
 */
export const dialog = {
  showOpenDialog: unstubbed('showOpenDialog'),
  showSaveDialog: unstubbed('showSaveDialog'),
  showMessageBox: unstubbed('showMessageBox'),
  showCertificateTrustDialog: unstubbed('showCertificateTrustDialog'),
  showOpenDialogSync: unstubbedSync('showOpenDialogSync'),
  showSaveDialogSync: unstubbedSync('showSaveDialogSync'),
  showMessageBoxSync: unstubbedSync('showMessageBoxSync'),
  showErrorBox: unstubbedSync('showErrorBox'),
};

function unstubbed(name: string) {
  const show = unstubbedSync(name);
  return async (...args: unknown[]): Promise<never> => Promise.resolve(show(...args));
}

function unstubbedSync(name: string) {
  return (...args: unknown[]): never => {
    const given = JSON.stringify(args.filter((arg) => typeof arg === 'string' || isPlain(arg)));
    unstubbedDialogs.push(`${name} ${given}`);
    const message = `dialog.${name} was asked for and no spec answers it: ${given}`;
    process.stderr.write(`${message}\n`);
    throw new Error(message);
  };
}

function isPlain(value: unknown): boolean {
  return value !== null && typeof value === 'object' && Object.getPrototypeOf(value) === Object.prototype;
}
