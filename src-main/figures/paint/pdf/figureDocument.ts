import PDFDocument from 'pdfkit';

import type { FigureMetadata } from '../../formats.ts';
import { creatorOf, figureDate, keywordsOf, xmpPacket } from '../provenanceXml.ts';

/** A reference to an object of the file. */
export type PdfReference = PDFKit.PDFKitReference;

/** What pdfkit keeps of a page and a file and does not name in its types. */
interface Page {
  dictionary: { data: Record<string, unknown> };
  xobjects: Record<string, PdfReference>;
  resources: { data: Record<string, unknown> };
}
interface Root {
  data: Record<string, unknown>;
}

/**
 * A PDF file of one page, just as large as its drawing. It differs from pdfkit's own in that its properties say where the figure is
 * from, well-formed whatever the title is, that groups are layers, and that equal figures are equal files.
 */
export class FigureDocument extends PDFDocument {
  readonly #metadata: FigureMetadata;
  readonly #layers: PdfReference[] = [];
  #images = 0;
  declare private readonly _root: Root;

  constructor(size: [width: number, height: number], font: Uint8Array, metadata: FigureMetadata) {
    const date = figureDate(metadata);
    super({
      size,
      margin: 0,
      pdfVersion: '1.7',
      // Given, so that pdfkit does not take in its own.
      font: Buffer.from(font) as unknown as string,
      lang: 'en',
      displayTitle: true,
      info: {
        Title: metadata.title,
        Subject: metadata.description,
        Keywords: keywordsOf(metadata).join(', '),
        Creator: creatorOf(metadata),
        Producer: 'pdfkit',
        // Without one, the clock's would be taken.
        CreationDate: date ?? new Date(0),
      },
    });
    if (!date) delete this.info.CreationDate;
    this.#metadata = metadata;
    // What translucent marks are mixed in, which is otherwise up to the viewer.
    this.#page.dictionary.data.Group = { Type: 'Group', S: 'Transparency', CS: 'DeviceRGB' };
  }

  /** All of the file, once it has been ended. */
  async bytes(): Promise<Uint8Array> {
    const chunks: Uint8Array[] = [];
    for await (const chunk of this) chunks.push(chunk as Uint8Array);
    return Buffer.concat(chunks);
  }

  /** What is drawn between {@link beginLayer} and {@link endLayer} can be shown, hidden and named in editors. */
  beginLayer(name: string): void {
    const layer: { end: (chunk?: unknown) => void } & PdfReference = this.ref({
      Type: 'OCG',
      Name: new String(name),
    });
    layer.end();
    this.#layers.push(layer);
    const label = `L${this.#layers.length}`;
    const { data } = this.#page.resources;
    data.Properties = { ...(data.Properties as object | undefined), [label]: layer };
    this.addContent(`/OC /${label} BDC`);
  }

  endLayer(): void {
    this.addContent('EMC');
  }

  /** Draws an image object over a rectangle. */
  placeImage(object: PdfReference, x: number, y: number, width: number, height: number): void {
    const label = `I${++this.#images}`;
    this.#page.xobjects[label] = object;
    // Images stand on their heads in a page whose y runs down.
    this.save().transform(width, 0, 0, -height, x, y + height);
    this.addContent(`/${label} Do`).restore();
  }

  override end(): void {
    if (this.#layers.length > 0) {
      this._root.data.OCProperties = {
        OCGs: this.#layers,
        D: { Order: this.#layers, ON: this.#layers, Name: new String('Layers') },
      };
    }
    super.end();
  }

  /** Called by pdfkit at the end; its own puts titles into XML as they are. */
  override endMetadata(): void {
    const packet = this.ref({ Type: 'Metadata', Subtype: 'XML' }) as PdfReference & { compress: boolean };
    packet.compress = false;
    packet.end(Buffer.from(xmpPacket(this.#metadata, 'application/pdf'), 'utf8'));
    this._root.data.Metadata = packet;
  }

  get #page(): Page {
    return this.page as unknown as Page;
  }
}
