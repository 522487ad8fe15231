import type { Frame } from './frame.ts';

type Scene = Frame<'scene'>;
type Numbers = ArrayLike<number>;

/**
 * The picture, of the objects of the one before it where nothing changed, so that nothing that follows from them is made again: with
 * its arrays where they hold the same values, or itself where all is the same.
 */
export function sameFrame(now: Scene, before: Scene | undefined): Scene {
  if (!before) return now;
  const then = before.arrays as Record<string, Numbers | undefined>;
  const arrays = Object.fromEntries(
    Object.entries(now.arrays).map(([name, values]) => [name, sameArray(values as Numbers, then[name])]),
  );
  const names = new Set([...Object.keys(arrays), ...Object.keys(then)]);
  const same = [...names].every((name) => arrays[name] === then[name]);
  if (same && JSON.stringify(now.header) === JSON.stringify(before.header)) return before;
  return { header: now.header, arrays };
}

function sameArray(now: Numbers, before: Numbers | undefined): Numbers {
  if (before?.length !== now.length) return now;
  for (let i = 0; i < now.length; i++) if (!Object.is(now[i], before[i])) return now;
  return before;
}
