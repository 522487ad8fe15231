import { buildModules } from './build.ts';

/** What Vitest runs before all tests. */
export default buildModules;
