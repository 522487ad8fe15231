import { confusablePairs, type Vision } from '../../../src-worker/drawing/colors/vision.ts';

export const VISION_LABELS: Readonly<Record<Vision | 'usual', string>> = {
  usual: 'Usual colours',
  deuteranopia: 'Deuteranopia (no green)',
  protanopia: 'Protanopia (no red)',
  tritanopia: 'Tritanopia (no blue)',
  greyscale: 'Greyscale',
};

/** Categories whose colours become too alike to eyes of that kind, as a sentence; nothing where there are none. */
export function confusionText(
  categories: readonly { label: string; color: string }[],
  vision: Vision,
): string | undefined {
  const pairs = confusablePairs(
    categories.map(({ color }) => color),
    vision,
  );
  if (pairs.length === 0) return undefined;
  const names = pairs
    .slice(0, MOST_NAMED)
    .map(([first, second]) => `${categories[first].label} and ${categories[second].label}`);
  const more = pairs.length > MOST_NAMED ? `; and ${pairs.length - MOST_NAMED} more` : '';
  const eyes = vision === 'greyscale' ? 'in greyscale' : `with ${vision}`;
  return `Hard to tell apart ${eyes}: ${names.join('; ')}${more}.`;
}

const MOST_NAMED = 6;
