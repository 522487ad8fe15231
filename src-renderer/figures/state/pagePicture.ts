import { seePixels } from '../../../src-worker/drawing/colors/vision.ts';
import type { VisionChoice } from './figures.svelte.ts';

/** In CSS pixels; `pixelRatio` device pixels to each. */
export interface PageSize {
  width: number;
  height: number;
  pixelRatio: number;
}

/** Beyond so many pixels the picture is drawn smaller and stretched. */
const MOST_PIXELS = 32e6;

/**
 * Draws the picture of a page, an SVG, into a canvas: once a change, since the browser would draw thousands of marks again with
 * every frame that touches an image of them. Until a new picture is drawn the canvas keeps the last one.
 */
export class PagePicture {
  #address: string | undefined;
  #image: Promise<HTMLImageElement> | undefined;
  #turn = 0;

  async draw(
    canvas: HTMLCanvasElement,
    address: string,
    size: PageSize,
    vision: VisionChoice,
  ): Promise<void> {
    const turn = ++this.#turn;
    const image = await this.#load(address).catch(() => undefined);
    // A picture that was let go of has been replaced by the one that is drawn next.
    if (!image || turn !== this.#turn) return;
    const [columns, rows] = pixelsFor(size);
    canvas.width = columns;
    canvas.height = rows;
    const context = canvas.getContext('2d', { willReadFrequently: true });
    if (!context) return;
    context.drawImage(image, 0, 0, columns, rows);
    if (vision === 'usual') return;
    const pixels = context.getImageData(0, 0, columns, rows);
    seePixels(pixels.data, vision);
    context.putImageData(pixels, 0, 0);
  }

  #load(address: string): Promise<HTMLImageElement> {
    if (this.#image && this.#address === address) return this.#image;
    this.#address = address;
    const image = new Image();
    image.src = address;
    this.#image = image.decode().then(() => image);
    return this.#image;
  }
}

/** Device pixels of a page, as [across, down], at most {@link MOST_PIXELS}. */
export function pixelsFor({ width, height, pixelRatio }: PageSize): [number, number] {
  const wanted = width * height * pixelRatio ** 2;
  const scale = pixelRatio * Math.min(1, Math.sqrt(MOST_PIXELS / Math.max(wanted, 1)));
  return [Math.max(Math.round(width * scale), 1), Math.max(Math.round(height * scale), 1)];
}
