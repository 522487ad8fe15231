/** A colour of three bytes. */
export type Rgb = [red: number, green: number, blue: number];

export type SequentialMap = 'viridis' | 'cividis';

/**
 * Perceptually uniform maps, safe for colour-blind readers, at 33 even stops: viridis (Smith and van der Walt 2015,
 * CC0) and cividis (Nuñez et al. 2018).
 */
const STOPS: Record<SequentialMap, string> = {
  viridis:
    '440154470d6048186a482374472d7b4537814240863e49893b528b375b8d33638d2f6b8e2c728e297a8e26828e23898e21918c' +
    '1f988b1fa08822a78528ae8032b67a3fbc734ec36b5ec96270cf5784d44b98d83eaddc30c2df23d8e219ece51bfde725',
  cividis:
    '00224e00285b002e6a0533711a386f273e6e32436d3b496c434e6c4b546c535a6d5a5f6e61656f686a716f70737676767d7c78' +
    '8482798c8878938e789b9476a39a74aba072b4a76fbcae6cc4b468cdbb63d5c25edec958e7d150f0d846f9e03afee838',
};

const tables = new Map<SequentialMap, Uint8Array>();

/** The map's colour at `fraction`, 0 … 1; values beyond are drawn in the colour of the end. */
export function sequentialColor(map: SequentialMap, fraction: number): Rgb {
  const table = tableOf(map);
  const last = table.length / 3 - 1;
  const at = Math.min(Math.max(fraction, 0), 1) * last;
  const low = Math.min(Math.floor(at), last - 1);
  const part = at - low;
  const mix = (c: number): number =>
    Math.round(table[3 * low + c] * (1 - part) + table[3 * low + 3 + c] * part);
  return [mix(0), mix(1), mix(2)];
}

/** A CSS gradient of the map, from left to right. */
export function sequentialGradient(map: SequentialMap): string {
  const stops = Array.from({ length: 17 }, (_, i) => `rgb(${sequentialColor(map, i / 16).join(' ')})`);
  return `linear-gradient(to right, ${stops.join(', ')})`;
}

function tableOf(map: SequentialMap): Uint8Array {
  let table = tables.get(map);
  if (!table) {
    table = Uint8Array.from(STOPS[map].match(/../g) ?? [], (hex) => Number.parseInt(hex, 16));
    tables.set(map, table);
  }
  return table;
}
