import type { PanelDefinition } from '../panel.ts';
import { collectHeatmap, type HeatmapData } from './collect.ts';
import { composeHeatmap, heatmapAspect } from './compose.ts';

export const heatmapPanel: PanelDefinition<'heatmap', HeatmapData> = {
  collect: collectHeatmap,
  aspect: heatmapAspect,
  compose: composeHeatmap,
};
