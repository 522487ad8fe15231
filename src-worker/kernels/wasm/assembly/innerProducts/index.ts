// Inner products of one point with a block of others, in double precision. Each sum is taken in the order of the dimensions.

/** Points in a block. */
const COUNT: usize = 128;

/** Number i of dimension d lies at 8 (COUNT d + i). */
export let block: usize = 0;
/** The point, f64. */
export let point: usize = 0;
/** Results, f64, one a point of the block. */
export let products: usize = 0;

let end: usize = 0;

export function reserve(dimensions: i32): void {
  const n = <usize>dimensions;
  products = (__heap_base + 15) & ~15;
  block = products + 8 * COUNT;
  point = block + 8 * COUNT * n;
  end = point + 8 * n;
  const pages = <i32>((end + 0xffff) >>> 16);
  if (pages > memory.size()) memory.grow(pages - memory.size());
}

/** Products with the whole block, sixteen points at a time. */
export function multiply(): void {
  for (let at: usize = 0; at < 8 * COUNT; at += 128) multiplySixteen(at);
}

function multiplySixteen(at: usize): void {
  let a = f64x2.splat(0);
  let b = a;
  let c = a;
  let d = a;
  let e = a;
  let f = a;
  let g = a;
  let h = a;
  let row = block + at;
  for (let p = point; p < end; p += 8) {
    const x = v128.load64_splat(p);
    a = f64x2.add(a, f64x2.mul(x, v128.load(row)));
    b = f64x2.add(b, f64x2.mul(x, v128.load(row, 16)));
    c = f64x2.add(c, f64x2.mul(x, v128.load(row, 32)));
    d = f64x2.add(d, f64x2.mul(x, v128.load(row, 48)));
    e = f64x2.add(e, f64x2.mul(x, v128.load(row, 64)));
    f = f64x2.add(f, f64x2.mul(x, v128.load(row, 80)));
    g = f64x2.add(g, f64x2.mul(x, v128.load(row, 96)));
    h = f64x2.add(h, f64x2.mul(x, v128.load(row, 112)));
    row += 8 * COUNT;
  }
  const out = products + at;
  v128.store(out, a);
  v128.store(out, b, 16);
  v128.store(out, c, 32);
  v128.store(out, d, 48);
  v128.store(out, e, 64);
  v128.store(out, f, 80);
  v128.store(out, g, 96);
  v128.store(out, h, 112);
}
