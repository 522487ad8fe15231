import type { Rectangle } from '../../drawing/nodes.ts';
import type { PanelOf } from '../../spec/panels.ts';
import type { FigureStyle } from '../../style.ts';
import type { ComposedPanel, PanelDefinition } from '../panel.ts';
import { collectQuality, type QualityData } from './collect.ts';
import { composeGroups } from './groups.ts';
import { composeHistogram } from './histogram.ts';
import { composeKnown } from './known.ts';
import { rowsHeight } from './rows.ts';

const HISTOGRAM_SHAPE = 0.62;

export const qualityPanel: PanelDefinition<'quality', QualityData> = {
  collect: collectQuality,
  aspect(_panel, data, width, style) {
    switch (data.kind) {
      case 'groups':
        return rowsHeight(data.groups.length, style) / width;
      case 'known':
        return rowsHeight(data.known.length, style) / width;
      case 'histogram':
        return HISTOGRAM_SHAPE;
    }
  },
  compose(
    _panel: PanelOf<'quality'>,
    data: QualityData,
    frame: Rectangle,
    style: FigureStyle,
  ): ComposedPanel {
    switch (data.kind) {
      case 'groups':
        return composeGroups(data, frame, style);
      case 'known':
        return composeKnown(data.known, frame, style);
      case 'histogram':
        return composeHistogram(data.histogram, frame, style);
    }
  },
};
