/** A colour of three bytes. */
export type Rgb = [red: number, green: number, blue: number];

/** Maps from dark to light. */
export type SequentialMap = 'viridis' | 'cividis' | 'magma';

/** A map of numbers to colours; `blueOrange` has its neutral middle at half way, for numbers on both sides of 0. */
export type ColorMap = SequentialMap | 'blueOrange';

/**
 * Perceptually uniform maps, safe for colour-blind readers, at 33 even stops: viridis and magma (Smith and van der Walt
 * 2015, CC0), cividis (Nuñez et al. 2018), and a diverging one of even steps of lightness in Oklab.
 */
const STOPS: Record<ColorMap, string> = {
  viridis:
    '440154470d6048186a482374472d7b4537814240863e49893b528b375b8d33638d2f6b8e2c728e297a8e26828e23898e21918c' +
    '1f988b1fa08822a78528ae8032b67a3fbc734ec36b5ec96270cf5784d44b98d83eaddc30c2df23d8e219ece51bfde725',
  cividis:
    '00224e00285b002e6a0533711a386f273e6e32436d3b496c434e6c4b546c535a6d5a5f6e61656f686a716f70737676767d7c78' +
    '8482798c8878938e789b9476a39a74aba072b4a76fbcae6cc4b468cdbb63d5c25edec958e7d150f0d846f9e03afee838',
  magma:
    '0000040303120a0822130d341d114729115a36106b440f7651127c5d177f6a1c81762181832681902a819c2e7faa337db73779c43c75d0416f' +
    'dc4869e75263ef5d5ef56b5cf9795dfc8961fd9869fea772feb67cfec488fed395fde2a3fcf0b2fcfdbf',
  blueOrange:
    '1b4d891b55981c5ca71c64b72b6dbc3c77bf4b80c25989c56792c8759aca83a3cc91accf9fb5d1adbdd3bbc6d4c9cfd6d7d7d7d5ccc7d2c1b8' +
    'cfb6a8ccab99c9a089c59479c1896abd7e5ab9724ab56738b05b24ab4f02a44400963f00893b007b3600',
};

const tables = new Map<ColorMap, Uint8Array>();
const fine = new Map<ColorMap, Uint32Array>();

/** The map's colour at `fraction`, 0 … 1; values beyond are drawn in the colour of the end. */
export function sequentialColor(map: ColorMap, fraction: number): Rgb {
  const table = tableOf(map);
  const last = table.length / 3 - 1;
  const at = Math.min(Math.max(fraction, 0), 1) * last;
  const low = Math.min(Math.floor(at), last - 1);
  const part = at - low;
  const mix = (c: number): number =>
    Math.round(table[3 * low + c] * (1 - part) + table[3 * low + 3 + c] * part);
  return [mix(0), mix(1), mix(2)];
}

/** How many colours {@link fineTable} has. */
export const FINE_STEPS = 1024;

/** The map in {@link FINE_STEPS} even steps, each four bytes RGBA in the memory's order, for colouring many cells. */
export function fineTable(map: ColorMap): Uint32Array {
  let table = fine.get(map);
  if (!table) {
    const bytes = new Uint8Array(4 * FINE_STEPS);
    for (let i = 0; i < FINE_STEPS; i++)
      bytes.set([...sequentialColor(map, i / (FINE_STEPS - 1)), 255], 4 * i);
    table = new Uint32Array(bytes.buffer);
    fine.set(map, table);
  }
  return table;
}

/** A CSS gradient of the map, from left to right. */
export function sequentialGradient(map: ColorMap): string {
  const stops = Array.from({ length: 17 }, (_, i) => `rgb(${sequentialColor(map, i / 16).join(' ')})`);
  return `linear-gradient(to right, ${stops.join(', ')})`;
}

function tableOf(map: ColorMap): Uint8Array {
  let table = tables.get(map);
  if (!table) {
    table = Uint8Array.from(STOPS[map].match(/../g) ?? [], (hex) => Number.parseInt(hex, 16));
    tables.set(map, table);
  }
  return table;
}
