import { readFileSync } from 'node:fs';

import type { Page } from '@playwright/test';
import { BufferSource, EncodedPacketSink, Input, WEBM } from 'mediabunny';

/** A WebM file as mediabunny reads it. */
export interface Film {
  /** In seconds. */
  duration: number;
  width: number;
  height: number;
  codec: string | null;
  tags: { title?: string; comment?: string };
  /** When each frame is shown, in seconds. */
  times: number[];
  packets: { data: string; timestamp: number; type: 'key' | 'delta' }[];
  decoder: VideoDecoderConfig;
}

/** Reads a film. @throws where it is none. */
export async function readFilm(path: string): Promise<Film> {
  const input = new Input({ formats: [WEBM], source: new BufferSource(readFileSync(path)) });
  const track = await input.getPrimaryVideoTrack();
  const decoder = await track?.getDecoderConfig();
  if (!track || !decoder) throw new Error(`${path} holds no video.`);
  const packets: Film['packets'] = [];
  for await (const { data, timestamp, type } of new EncodedPacketSink(track).packets())
    packets.push({ data: Buffer.from(data).toString('base64'), timestamp, type });
  return {
    duration: await input.computeDuration(),
    width: track.displayWidth,
    height: track.displayHeight,
    codec: track.codec,
    tags: await input.getMetadataTags(),
    times: packets.map(({ timestamp }) => timestamp),
    packets,
    decoder,
  };
}

/** The frames of a film at these places as the browser of a page decodes them: RGBA, row by row. */
export async function decodedFrames(page: Page, film: Film, places: number[]): Promise<Buffer[]> {
  const { codec, colorSpace } = film.decoder;
  const texts = await page.evaluate(
    async ({ packets, config, places }) => {
      const frames: string[] = [];
      let at = 0;
      let problem: DOMException | undefined;
      const decoder = new VideoDecoder({
        output(frame) {
          if (places.includes(at++)) {
            const canvas = new OffscreenCanvas(frame.displayWidth, frame.displayHeight);
            const context = canvas.getContext('2d')!;
            context.drawImage(frame, 0, 0);
            const { data } = context.getImageData(0, 0, canvas.width, canvas.height);
            frames.push(Array.from(data, (byte) => String.fromCharCode(byte)).join(''));
          }
          frame.close();
        },
        error: (error) => (problem = error),
      });
      decoder.configure(config);
      for (const { data, timestamp, type } of packets)
        decoder.decode(
          new EncodedVideoChunk({
            data: Uint8Array.from(atob(data), (letter) => letter.charCodeAt(0)),
            timestamp: Math.round(timestamp * 1e6),
            type,
          }),
        );
      await decoder.flush();
      decoder.close();
      if (problem) throw problem;
      return frames;
    },
    { packets: film.packets, config: { codec, colorSpace }, places },
  );
  return texts.map((text) => Buffer.from(text, 'latin1'));
}
