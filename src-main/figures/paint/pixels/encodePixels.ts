import sharp from 'sharp';

import type { FigureMetadata } from '../../formats.ts';
import { creatorOf, xmpPacket } from '../provenanceXml.ts';
import type { Picture } from './picture.ts';

/** A picture as a file that says how large it is on paper, that it is in sRGB, and where it is from. */
export async function encodePixels(
  { width, height, data }: Picture,
  {
    dpi,
    format,
    opaque,
    metadata,
  }: { dpi: number; format: 'png' | 'tiff'; opaque: boolean; metadata: FigureMetadata },
): Promise<Uint8Array> {
  const raw = sharp(data, { raw: { width, height, channels: 4 }, limitInputPixels: false });
  const image = (opaque ? raw.removeAlpha() : raw)
    .withIccProfile('srgb')
    .withXmp(xmpPacket(metadata, `image/${format}`))
    .withExif({
      IFD0: { ImageDescription: metadata.title, Software: creatorOf(metadata) },
    })
    .withDensity(dpi);
  if (format === 'png')
    return image.png({ compressionLevel: 6, adaptiveFiltering: false, palette: false }).toBuffer();
  const perMm = dpi / 25.4;
  return image
    .tiff({ compression: 'lzw', predictor: 'horizontal', xres: perMm, yres: perMm, resolutionUnit: 'inch' })
    .toBuffer();
}
