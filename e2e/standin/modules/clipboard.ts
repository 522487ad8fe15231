import type { StandinImage } from './nativeImage.ts';
import { nativeImage } from './nativeImage.ts';

let content: { text: string; html: string; image: StandinImage } = empty();

/** Electron's clipboard, apart from the system's own: specs that run beside others find what they wrote. */
export const clipboard = {
  readText: () => content.text,
  writeText: (text: string) => {
    content = { ...empty(), text };
  },
  readHTML: () => content.html,
  writeHTML: (html: string) => {
    content = { ...empty(), html };
  },
  readImage: () => content.image,
  writeImage: (image: StandinImage) => {
    content = { ...empty(), image };
  },
  write: (data: { text?: string; html?: string; image?: StandinImage }) => {
    content = { ...empty(), ...data };
  },
  clear: () => {
    content = empty();
  },
};

function empty() {
  return { text: '', html: '', image: nativeImage.createEmpty() };
}
