import type { TextNode } from '../../drawing/nodes.ts';
import type { Typeface } from '../../fonts/typeface.ts';
import { anchorShare } from '../anchor.ts';
import type { FigureDocument } from './figureDocument.ts';
import { pathOperators, setFill, setStroke } from './pdfPaths.ts';

/**
 * Draws a line of text that can be selected and searched. Its halo is drawn as outlines, so that no text is there twice; where the font
 * lacks characters, the page says what the text is.
 */
export function drawText(document: FigureDocument, node: TextNode, face: Typeface): void {
  const { x, y, size, style, anchor, ink, rotate, halo } = node;
  const { text, missing } = face.drawable(node.text);
  const start = x - anchorShare(anchor) * face.width(text, size);
  document.save();
  if (rotate !== undefined) document.rotate(rotate, { origin: [x, y] });
  if (halo) {
    document.save().translate(start, y);
    setStroke(document, { ...halo, width: 2 * halo.width });
    document
      .addContent(pathOperators(face.outline(text, size), 3))
      .addContent('S')
      .restore();
  }
  setFill(document, ink);
  if (missing.length > 0) document.markContent('Span', { actual: node.text });
  document.font(style).fontSize(size);
  document.text(text, start, y, { lineBreak: false, baseline: 'alphabetic' });
  if (missing.length > 0) document.endMarkedContent();
  document.restore();
}
