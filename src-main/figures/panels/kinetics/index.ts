import type { PanelDefinition } from '../panel.ts';
import { collectKinetics, type KineticsData } from './collect.ts';
import { composeKinetics, kineticsAspect } from './compose.ts';

export const kineticsPanel: PanelDefinition<'kinetics', KineticsData> = {
  collect: collectKinetics,
  aspect: kineticsAspect,
  compose: composeKinetics,
};
