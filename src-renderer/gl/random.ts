/** GLSL: uniform numbers from a hash (PCG), so that equal seeds give equal pictures. Call `seedRandom` first. */
export const RANDOM_GLSL = /* glsl */ `
uint hash(uint value) {
  uint state = value * 747796405u + 2891336453u;
  uint word = ((state >> ((state >> 28u) + 4u)) ^ state) * 277803737u;
  return (word >> 22u) ^ word;
}
float unit(uint value) { return float(value >> 8u) / 16777216.0; }
uint randomState;
void seedRandom(uint seed) { randomState = hash(seed); }
float random() {
  randomState = hash(randomState);
  return unit(randomState);
}
`;
