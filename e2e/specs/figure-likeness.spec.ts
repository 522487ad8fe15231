import { join } from 'node:path';

import { PDFiumLibrary } from '@hyzyla/pdfium';
import type { CDPSession, Page } from '@playwright/test';
import sharp, { type Sharp } from 'sharp';
import * as v from 'valibot';

import { collectFigure } from '../../src-main/figures/collectFigure.ts';
import type { Drawing } from '../../src-main/figures/drawing/nodes.ts';
import { loadFonts } from '../../src-main/figures/fonts/loadFonts.ts';
import type { FigureMetadata } from '../../src-main/figures/formats.ts';
import { composeFigure } from '../../src-main/figures/page/composeFigure.ts';
import { paintPdf } from '../../src-main/figures/paint/paintPdf.ts';
import { paintSvg } from '../../src-main/figures/paint/paintSvg.ts';
import type { EmbeddingData } from '../../src-main/figures/panels/embedding/data.ts';
import { REFERENCE_WIDTH } from '../../src-main/figures/panels/embedding/projection.ts';
import { figureSchema } from '../../src-main/figures/spec/figure.ts';
import { POINTS_PER_MM } from '../../src-main/figures/spec/presets.ts';
import { openProject } from '../../src-main/project/project.ts';
import { createViewReader } from '../../src-main/views/reader.ts';
import { ZOOM_STEP } from '../../src-renderer/components/embedding/keys.ts';
import {
  boundsOf,
  fitView,
  pointDiameterOf,
  screenPadding,
  shownArea,
  zoomed,
  type Size,
  type View,
} from '../../src-worker/drawing/view.ts';
import { expect, test } from '../fixtures.ts';
import { decodePng, type Pixels } from '../pixels.ts';
import { inkSimilarity } from '../similarity.ts';
import { colorBy, embedding, expectDrawn, finishedProject, setFlow } from '../steps.ts';

/** Device pixels per CSS pixel of the screen, and points per CSS pixel of the figure. */
const PIXEL_RATIO = 2;
const POINTS = 1;
const DPI = (72 / POINTS) * PIXEL_RATIO;
const WHITE = [255, 255, 255] as const;
const LEAST_SIMILARITY = 0.97;

const METADATA: FigureMetadata = {
  title: 'Likeness',
  description: 'What the screen shows',
  provenance: {
    program: 'RNAVelocity',
    version: 'test',
    dataset: { name: 'pancreas', fingerprint: '', cells: 739, genes: 300 },
    runs: [],
    verdict: [],
  },
};

const FLOWS = {
  lines: 'Lines',
  grid: 'Grid arrows',
  cells: 'Cell arrows',
  // Particles stand still where the system asks for less motion.
  particles: 'Animated',
} as const;

/** What is drawn, and how often the user pressed “Zoom in” before. */
interface Shown {
  flow: keyof typeof FLOWS;
  colorBy: string | null;
  zooms: number;
}

test(
  'a figure looks as the screen does, as SVG and as PDF',
  { tag: '@both' },
  async ({ app, page, profile }, info) => {
    test.setTimeout(300_000);
    const folder = join(profile, 'projects');
    const compose = await composer(finishedProject(folder, 'Drawn'));
    await app.reduceMotion(true);
    await app.stubOpenDialog(finishedProject(folder, 'Shown'));
    await page.getByRole('button', { name: 'Open project…' }).click();
    await expectDrawn(page);
    await app.resize(1180, 700);
    const devtools = await magnified(page);
    await showCanvasAlone(page);

    const seen: Record<string, number> = {};
    const compare = async (what: string, shown: Shown): Promise<void> => {
      const screen = await screenOf(page, devtools);
      const size = { width: screen.width / PIXEL_RATIO, height: screen.height / PIXEL_RATIO };
      const drawing = await compose(shown, size);
      const figures = { SVG: await svgPixels(drawing), PDF: await pdfPixels(drawing) };
      await keep(info.outputPath(`${what} screen.png`), screen);
      for (const [format, pixels] of Object.entries(figures)) {
        await keep(info.outputPath(`${what} ${format}.png`), pixels);
        seen[`${what}, ${format}`] = Number(inkSimilarity(screen, pixels, WHITE).toFixed(4));
      }
    };
    // The next flow that is chosen is drawn in the new resolution; that of the start is drawn already.
    await setFlow(page, 'Off');
    for (const flow of ['lines', 'grid', 'cells', 'particles'] as const) {
      await setFlow(page, FLOWS[flow]);
      await compare(FLOWS[flow], { flow, colorBy: null, zooms: 0 });
    }
    await setFlow(page, 'Lines');
    await colorBy(page, 'Confidence');
    for (let k = 0; k < 2; k++) await page.getByRole('button', { name: 'Zoom in' }).dispatchEvent('click');
    await compare('Numbers, zoomed in', { flow: 'lines', colorBy: 'run/velocity_confidence', zooms: 2 });

    await info.attach('structural similarity', {
      body: JSON.stringify(seen, null, 2),
      contentType: 'application/json',
    });
    for (const [what, similarity] of Object.entries(seen))
      expect(similarity, what).toBeGreaterThanOrEqual(LEAST_SIMILARITY);
  },
);

/** Composes what the screen shows of a project at a size in CSS pixels. */
async function composer(path: string): Promise<(shown: Shown, size: Size) => Promise<Drawing>> {
  const { measure } = await loadFonts();
  return async ({ flow, colorBy, zooms }, size) => {
    const project = openProject(path);
    try {
      const spec = (panel: object) =>
        v.parse(figureSchema, {
          size: { width: (POINTS * size.width) / POINTS_PER_MM },
          height: (POINTS * size.height) / POINTS_PER_MM,
          margin: 0,
          panels: [
            { kind: 'embedding', flow, colorBy, names: false, legend: 'none', axes: 'none', ...panel },
          ],
        });
      const data = await collectFigure(createViewReader(project.database), spec({}));
      const { positions } = data.panels[0].data as EmbeddingData;
      const { view, magnified } = screenView(positions, size, zooms);
      const pointSize = POINTS * pointDiameterOf(positions.length / 2, size, magnified);
      const panel = { view: shownArea(view, size), pointSize, lineScale: REFERENCE_WIDTH / size.width };
      return composeFigure(spec(panel), data, measure).drawing;
    } finally {
      project.close();
    }
  };
}

function screenView(positions: Float32Array, size: Size, zooms: number): { view: View; magnified: number } {
  const fitted = fitView(boundsOf(positions), size, screenPadding(size.width));
  let view = fitted;
  for (let k = 0; k < zooms; k++)
    view = zoomed(view, size, size.width / 2, size.height / 2, ZOOM_STEP, [0, Infinity]);
  return { view, magnified: view.scale / fitted.scale };
}

/** Gives the page two device pixels a CSS pixel, for as long as the session is open. */
async function magnified(page: Page): Promise<CDPSession> {
  const [width, height] = await page.evaluate(() => [innerWidth, innerHeight]);
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('Emulation.setDeviceMetricsOverride', {
    width,
    height,
    deviceScaleFactor: PIXEL_RATIO,
    mobile: false,
  });
  expect(await page.evaluate(() => devicePixelRatio)).toBe(PIXEL_RATIO);
  return devtools;
}

/** Hides all that lies over the canvas or beside it, on white. */
async function showCanvasAlone(page: Page): Promise<void> {
  // A sheet that is made, not written into the page, passes its content security policy.
  await page.evaluate(() => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(`body, body * { background: #ffffff !important }
      body *:not(canvas, :has(canvas)) { opacity: 0 !important }`);
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
  });
}

/** What the canvas shows, pixel by pixel of the device. */
async function screenOf(page: Page, devtools: CDPSession): Promise<Pixels> {
  // Until the whole picture is there, and the pointer's ring is not.
  await page.mouse.move(0, 0);
  await page.waitForTimeout(500);
  const box = (await embedding(page).locator('canvas').boundingBox())!;
  const { data } = await devtools.send('Page.captureScreenshot', { clip: { ...box, scale: 1 } });
  return decodePng(Buffer.from(data, 'base64'));
}

async function svgPixels(drawing: Drawing): Promise<Pixels> {
  const svg = await paintSvg(drawing, { text: 'text', rasterDpi: DPI, metadata: METADATA });
  const [width, height] = [drawing.width, drawing.height].map((points) => Math.round((points * DPI) / 72));
  // As large as it is on paper, sharp would draw it at a density of its own.
  const sized = svg.replace(/ width="[^"]*" height="[^"]*"/, ` width="${width}" height="${height}"`);
  return rgbOf(sharp(Buffer.from(sized)).flatten({ background: '#ffffff' }));
}

async function pdfPixels(drawing: Drawing): Promise<Pixels> {
  const bytes = await paintPdf(drawing, { rasterDpi: DPI, metadata: METADATA });
  const library = await PDFiumLibrary.init();
  try {
    const document = await library.loadDocument(bytes);
    const { data, width, height } = await document.getPage(0).render({ scale: DPI / 72, render: 'bitmap' });
    const rgba = sharp(Buffer.from(data), { raw: { width, height, channels: 4 } });
    return await rgbOf(rgba.flatten({ background: '#ffffff' }));
  } finally {
    library.destroy();
  }
}

async function rgbOf(picture: Sharp): Promise<Pixels> {
  const { data, info } = await picture.removeAlpha().raw().toBuffer({ resolveWithObject: true });
  return { width: info.width, height: info.height, rgb: new Uint8Array(data) };
}

async function keep(path: string, { width, height, rgb }: Pixels): Promise<void> {
  await sharp(Buffer.from(rgb), { raw: { width, height, channels: 3 } })
    .png()
    .toFile(path);
}
