/** An event whose listeners can stop what would follow. */
export interface PreventableEvent {
  readonly defaultPrevented: boolean;
  preventDefault: () => void;
}

/** Makes an event as Electron hands it to listeners, with further properties where given. */
export function preventable<Details extends object>(details?: Details): PreventableEvent & Details {
  let prevented = false;
  const event = {
    get defaultPrevented() {
      return prevented;
    },
    preventDefault() {
      prevented = true;
    },
  };
  return Object.assign(event, details);
}
