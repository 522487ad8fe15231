import { givenColors, hexColor } from '../../../../src-worker/drawing/colors/categorical.ts';
import { DataError } from '../../../../src-worker/data/errors.ts';
import type { ByGroup, Histogram } from '../../../views/contract.ts';
import { qualityView } from '../../../views/quality.ts';
import type { Source } from '../../../views/source.ts';
import type { PanelOf } from '../../spec/panels.ts';

/** What a panel of quality draws. */
export type QualityData =
  | {
      kind: 'groups';
      /** What is measured of each cluster, and over all cells. */
      show: 'confidence' | 'unspliced';
      overall: number | null;
      groups: (ByGroup & { color: string })[];
    }
  | { kind: 'histogram'; histogram: Histogram }
  | { kind: 'known'; known: { from: string; to: string; agreement: number | null; pairs: number }[] };

/** @throws DataError where the run has not got what is to be shown. */
export async function collectQuality(source: Source, { show }: PanelOf<'quality'>): Promise<QualityData> {
  const { header } = await qualityView(source, {});
  switch (show) {
    case 'confidence':
    case 'unspliced': {
      const shares = header[show];
      if (!shares)
        throw new DataError('the run has no confidence (yet).', {}, 'Choose a run that is finished.');
      if (shares.groups.length === 0)
        throw new DataError('there are no clusters.', {}, 'Choose a run that has clusters.');
      const colors = givenColors(shares.groups.map(({ color }) => color)).map(hexColor);
      const groups = shares.groups.map((group, g) => ({ ...group, color: colors[g] }));
      return {
        kind: 'groups',
        show,
        overall: shares.overall,
        groups: groups.filter(({ cells }) => cells > 0),
      };
    }
    case 'known': {
      if (header.known.length > 0) return { kind: 'known', known: header.known };
      throw new DataError(
        'no transition between clusters is known.',
        {},
        'Import the dataset again and name transitions between its clusters that are known to happen.',
      );
    }
    default: {
      const histogram = header.histograms.find(({ id }) => id === show);
      if (histogram && histogram.counts.some((count) => count > 0)) return { kind: 'histogram', histogram };
      throw new DataError(`the run has no ${show}.`, {}, REMEDIES[show]);
    }
  }
}

const REMEDIES = {
  fit_likelihood: 'Only the dynamical model fits likelihoods; choose a run of it, or show velocity_r2.',
  velocity_r2: 'Choose a run that is finished.',
  velocity_confidence: 'Choose a run that is finished.',
} as const;
