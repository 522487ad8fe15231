import { expect, it } from 'vitest';

import { Grants } from './grants.ts';

it('gives back the path of a token in its own window only', () => {
  const grants = new Grants();
  const { token, name, folder } = grants.give(1, '/data/counts.h5ad', 'data');
  expect({ name, folder }).toEqual({ name: 'counts.h5ad', folder: '/data' });
  expect(grants.find(1, token, 'data').path).toBe('/data/counts.h5ad');
  expect(() => grants.find(2, token, 'data')).toThrow('not given to this window');
});

it('refuses a token that was given for something else', () => {
  const grants = new Grants();
  const { token } = grants.give(1, '/data/counts.h5ad', 'data');
  expect(() => grants.find(1, token, 'project')).toThrow('not given to this window');
});

it('keeps the token of a file that is given again', () => {
  const grants = new Grants();
  const first = grants.give(1, '/p/a.rnavelocity', 'project');
  expect(grants.give(1, '/p/a.rnavelocity', 'project')).toEqual(first);
  expect(grants.give(2, '/p/a.rnavelocity', 'project').token).not.toBe(first.token);
});

it('does not let a place that was proposed be replaced because it was also chosen', () => {
  const grants = new Grants();
  const proposed = grants.give(1, '/p/a.rnavelocity', 'new-project');
  const chosen = grants.give(1, '/p/a.rnavelocity', 'new-project', true);
  expect(grants.find(1, proposed.token, 'new-project').replace).toBe(false);
  expect(grants.find(1, chosen.token, 'new-project').replace).toBe(true);
});

it('forgets what a window was given when it closes', () => {
  const grants = new Grants();
  const { token } = grants.give(1, '/data/counts.h5ad', 'data');
  const other = grants.give(2, '/data/counts.h5ad', 'data');
  grants.forget(1);
  expect(() => grants.find(1, token, 'data')).toThrow();
  expect(grants.find(2, other.token, 'data').path).toBe('/data/counts.h5ad');
});
