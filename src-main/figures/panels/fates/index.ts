import type { PanelDefinition } from '../panel.ts';
import { collectFates, type FatesData } from './collect.ts';
import { composeFates, fatesAspect } from './compose.ts';

export const fatesPanel: PanelDefinition<'fates', FatesData> = {
  collect: collectFates,
  aspect: fatesAspect,
  compose: composeFates,
};
