/** The two layers of counts that velocity needs. */
export const COUNT_LAYERS = ['spliced', 'unspliced'] as const;
export type CountLayer = (typeof COUNT_LAYERS)[number];
