import type { QualityHeader } from './contract.ts';

type Numbers = Omit<QualityHeader, 'findings' | 'warnings'>;
type Finding = QualityHeader['findings'][number];

/**
 * What the numbers of a run mean for reading it, the gravest first. Bounds are rules of thumb: of counts from 10x
 * libraries typically 10 to 25 % are unspliced (Bergen et al. 2020), and few genes or a low agreement between neighbours
 * leave the direction of single cells open.
 */
export function findingsOf(numbers: Numbers): Finding[] {
  const findings = [
    ...knownFindings(numbers),
    ...unsplicedFindings(numbers),
    ...cellFindings(numbers),
    ...geneFindings(numbers),
    ...confidenceFindings(numbers),
  ];
  const order: Finding['grade'][] = ['caution', 'note', 'good'];
  return findings.sort((a, b) => order.indexOf(a.grade) - order.indexOf(b.grade));
}

/** Against what is known weighs more than anything the run says of itself. */
function knownFindings({ known }: Numbers): Finding[] {
  const grades: { grade: Finding['grade']; least: number; text: (listed: string) => string }[] = [
    {
      grade: 'good',
      least: 0.1,
      text: (which) =>
        `At the borders of clusters velocities point as known: ${which}. Mean cosine, 0 is chance.`,
    },
    {
      grade: 'note',
      least: -0.1,
      text: (which) =>
        `At the borders of clusters velocities say little on ${which}. Mean cosine, 0 is chance.`,
    },
    {
      grade: 'caution',
      least: -1,
      text: (which) =>
        `At the borders of clusters velocities point against what is known: ${which}. Mean cosine, 0 is chance. Do not read these directions from the picture.`,
    },
  ];
  const told = known.filter(({ agreement }) => agreement !== null);
  return grades.flatMap(({ grade, least, text }, g) => {
    const most = g === 0 ? Infinity : grades[g - 1].least;
    const alike = told.filter(({ agreement }) => agreement! >= least && agreement! < most);
    const names = alike.map(({ from, to, agreement }) => `${from} → ${to} (${agreement!.toFixed(2)})`);
    return names.length > 0 ? [{ grade, text: text(names.join(', ')) }] : [];
  });
}

function unsplicedFindings({ unspliced: { overall, groups }, by }: Numbers): Finding[] {
  if (overall === null) return [];
  const share = percent(overall);
  const list: Finding[] = [];
  if (overall < 0.05)
    list.push({
      grade: 'caution',
      text: `Only ${share} of the counts are unspliced. Check that introns were counted; velocities rest on very few molecules.`,
    });
  else if (overall > 0.6)
    list.push({
      grade: 'caution',
      text: `${share} of the counts are unspliced. This is expected of nuclei; of whole cells, check that the layers are not swapped.`,
    });
  else if (overall < 0.1)
    list.push({
      grade: 'note',
      text: `${share} of the counts are unspliced, less than the usual 10 to 25 %.`,
    });
  else list.push({ grade: 'good', text: `${share} of the counts are unspliced, enough to work with.` });
  const far = groups.filter(
    ({ value, cells }) =>
      value !== null && cells >= 20 && (value < overall / 2 || value > Math.min(1, 2 * overall)),
  );
  if (far.length > 0)
    list.push({
      grade: 'note',
      text: `The unspliced fraction differs by more than twofold from the rest in ${listed(far.map(({ label }) => label))}${by ? ` (${by.label})` : ''}. Compare velocities between these groups with care.`,
    });
  return list;
}

function cellFindings({ cells }: Numbers): Finding[] {
  if (cells.kept >= 500) return [];
  return [
    {
      grade: 'caution',
      text: `There are only ${cells.kept} cells. Velocities are averaged over neighbours, and with fewer than 500 cells these are seldom alike.`,
    },
  ];
}

function geneFindings({ velocityGenes }: Numbers): Finding[] {
  if (!velocityGenes) return [];
  const { used, total } = velocityGenes;
  const text = `${count(used)} of ${count(total)} genes carry the velocity.`;
  if (used < 50)
    return [{ grade: 'caution', text: `${text} With so few, single genes decide the direction.` }];
  return [{ grade: used < 200 ? 'note' : 'good', text }];
}

function confidenceFindings({ confidence }: Numbers): Finding[] {
  if (!confidence || confidence.overall === null) return [];
  const { overall, groups } = confidence;
  const list: Finding[] = [
    overall < 0.6
      ? {
          grade: 'caution',
          text: `Neighbouring cells agree little in their velocity (mean confidence ${overall.toFixed(2)}). Read the direction of single cells with caution.`,
        }
      : {
          grade: overall < 0.75 ? 'note' : 'good',
          text: `Neighbouring cells have similar velocities (mean confidence ${overall.toFixed(2)}). This tells how smooth the field is, not that it is right.`,
        },
  ];
  const low = groups.filter(
    ({ value, cells }) => value !== null && cells >= 20 && value < Math.min(0.6, overall - 0.1),
  );
  if (low.length > 0)
    list.push({ grade: 'note', text: `Confidence is lowest in ${listed(low.map(({ label }) => label))}.` });
  return list;
}

function percent(share: number): string {
  return `${(100 * share).toFixed(share < 0.1 ? 1 : 0)} %`;
}

function count(n: number): string {
  return n.toLocaleString('en');
}

function listed(names: string[]): string {
  if (names.length > 5) return `${names.slice(0, 5).join(', ')} and ${names.length - 5} more`;
  return names.length < 2
    ? names.join('')
    : `${names.slice(0, -1).join(', ')} and ${names[names.length - 1]}`;
}
