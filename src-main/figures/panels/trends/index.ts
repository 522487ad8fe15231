import type { PanelDefinition } from '../panel.ts';
import { collectTrends, type TrendsData } from './collect.ts';
import { composeTrends, trendsAspect } from './compose.ts';

export const trendsPanel: PanelDefinition<'trends', TrendsData> = {
  collect: collectTrends,
  aspect: trendsAspect,
  compose: composeTrends,
};
