import type { Handlers } from './handler.ts';
import { placeForExport } from './placeForExport.ts';

/** Figures and animations that are written where the user says. */
export const figureHandlers: Handlers<
  'figures.export' | 'figures.beginAnimation' | 'figures.writeAnimation' | 'figures.endAnimation'
> = {
  'figures.export': async (services, caller, asked) => {
    const path = await placeForExport(services, caller, asked.name, asked.format);
    if (path === undefined) return null;
    const { notes } = await caller.request('figures.export', { ...asked, path });
    return { written: services.grants.give(caller.id, path, 'data'), notes };
  },
  'figures.beginAnimation': async (services, caller, { name }) => {
    const path = await placeForExport(services, caller, name, 'webm');
    return path === undefined ? null : { token: await services.animations.begin(caller.id, path) };
  },
  'figures.writeAnimation': async ({ animations }, caller, { token, position, bytes }) => {
    await animations.write(caller.id, token, position, bytes);
  },
  'figures.endAnimation': async ({ animations, grants }, caller, { token, keep }) => {
    const path = await animations.end(caller.id, token, keep);
    return path === undefined ? null : grants.give(caller.id, path, 'data');
  },
};
