import type { PanelDefinition } from '../panel.ts';
import { collectPortrait, type PortraitData } from './collect.ts';
import { composePortrait, portraitAspect } from './compose.ts';

export const portraitPanel: PanelDefinition<'portrait', PortraitData> = {
  collect: collectPortrait,
  aspect: portraitAspect,
  compose: composePortrait,
};
