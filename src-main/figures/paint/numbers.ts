/** A coordinate in points as text, to a hundredth or as many decimals as told; shorter where digits are zeros. */
export function decimal(value: number, decimals = 2): string {
  const scale = 10 ** decimals;
  return String(Math.round(value * scale) / scale);
}
