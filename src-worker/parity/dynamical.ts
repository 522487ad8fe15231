import { denseFrom } from '../data/arrays.ts';
import type { ArrayName, ArrayValues } from '../data/catalogue.ts';
import { timeOf, type AssignmentMode } from '../kernels/dynamical/assign.ts';
import { createExpectation } from '../kernels/dynamical/expectation.ts';
import { createGeneFitter, searchGround } from '../kernels/dynamical/fitGene.ts';
import { createObservations, observe } from '../kernels/dynamical/gene.ts';
import { goodnessOfFit } from '../kernels/dynamical/likelihood.ts';
import { kineticsOf, type KineticColumns } from '../kernels/dynamical/parameters.ts';
import { recoverKernel, type FitColumns } from '../kernels/dynamical/recoverKernel.ts';
import { neighbourhoods, neighbourMean } from '../data/neighbourhoods.ts';
import { singlePrecision } from '../data/sparse.ts';
import { runStepHere } from '../steps/runStepHere.ts';
import { dynamical } from '../steps/velocity/dynamical.ts';
import { latentTime } from '../steps/velocity/latentTime.ts';
import { recoverDynamics } from '../steps/velocity/recoverDynamics.ts';
import { atLeast, atMost, differing, largestDifference, pearson, shareWithin } from './measures.ts';
import type { Reference } from './reference.ts';
import type { ParityRow } from './row.ts';

const STAGE = 'dynamical';
const FIT = [
  'fit_alpha',
  'fit_beta',
  'fit_gamma',
  'fit_t_',
  'fit_scaling',
  'fit_likelihood',
  'fit_r2',
] as const satisfies readonly ArrayName[];

/** The dynamical model and latent time, against scVelo's fit and what follows from it. */
export async function dynamicalParity(reference: Reference): Promise<ParityRow[]> {
  return [
    likelihoodRow(reference),
    ...(await derivedRows(reference)),
    ...(await fitRows(reference)),
    await latentTimeRow(reference),
  ];
}

/** The likelihood of the reference's parameters, by our function. */
function likelihoodRow(reference: Reference): ParityRow {
  const theirs = reference.var('fit_likelihood');
  const ours = likelihoodsOf(reference);
  const within = ours.filter((value, g) => Math.abs(value - theirs[g]) <= 1e-3).length;
  const fitted = theirs.filter((value) => !Number.isNaN(value)).length;
  return atMost(
    {
      stage: STAGE,
      quantity: 'likelihood of scVelo’s parameters (largest |difference|)',
      measured: largestDifference(ours, theirs),
      detail: `${within} of ${fitted} genes within 1e-3, with the cell times that the reference kept`,
    },
    1e-3,
  );
}

function likelihoodsOf(reference: Reference): Float64Array {
  const { cells, genes } = reference;
  const graph = neighbourhoods(reference.sparse('obsp/connectivities'));
  const data = momentsOf(reference);
  const columns: KineticColumns = {
    alpha: reference.var('fit_alpha'),
    beta: reference.var('fit_beta'),
    gamma: reference.var('fit_gamma'),
    switchTime: reference.var('fit_t_'),
    scaling: reference.var('fit_scaling'),
  };
  const times = reference.layer64('fit_t').data;
  const gene = createObservations(cells);
  const fitter = createGeneFitter(graph);
  const modes: AssignmentMode[] = ['projection', 'inverse'];
  const expectation = createExpectation(graph, modes.length);
  const plain = new Float64Array(cells);
  const smoothed = new Float64Array(cells);
  const out = new Float64Array(genes).fill(Number.NaN);
  for (let g = 0; g < genes; g++) {
    const part = (values: Float32Array | Float64Array) => values.subarray(g * cells, (g + 1) * cells);
    if (Number.isNaN(columns.alpha[g]) || !observe(gene, part(data.Mu.data), part(data.Ms.data))) continue;
    const start = fitter.fit(gene, { maxIterations: 0, fitScaling: true, statesAnew: true });
    const kinetics = kineticsOf(columns, g);
    // scVelo keeps times of the inverse where the projection did not improve them, and does not say which it kept:
    // the stored, smoothed times do.
    expectation.observe(gene);
    const candidates = modes.map((mode, k) => {
      const assignment = expectation.assignments[k];
      expectation.assign(kinetics, mode, assignment);
      for (let i = 0; i < cells; i++) plain[i] = timeOf(assignment, i);
      neighbourMean(graph, plain, smoothed);
      return { assignment, distance: largestDifference(smoothed, part(times)) };
    });
    const kept = candidates[0].distance <= candidates[1].distance ? candidates[0] : candidates[1];
    out[g] = goodnessOfFit(gene, kept.assignment, start?.ratio ?? Number.NaN).likelihood;
  }
  return out;
}

/** Velocities and velocity genes that follow from the reference's parameters. */
async function derivedRows(reference: Reference): Promise<ParityRow[]> {
  const inputs = { ...momentsOf(reference), ...fitOf(reference) };
  const ours = await runStepHere(dynamical, inputs, { minR2: 0.01 });
  const detail = 'from scVelo’s parameters, with times found anew';
  return [
    atMost(
      {
        stage: STAGE,
        quantity: 'velocity (largest |difference|)',
        measured: largestDifference(ours.velocity.data, reference.layer64('dynamical').data),
        detail,
      },
      1e-3,
    ),
    atMost(
      {
        stage: STAGE,
        quantity: 'velocity genes that differ',
        measured: differing(ours.velocity_genes.data, reference.var('dynamical_genes')),
        detail: `of ${reference.genes} genes`,
      },
      0,
    ),
    atMost(
      {
        stage: STAGE,
        quantity: 'fit_tau and fit_tau_ (largest |difference|)',
        measured: Math.max(
          largestDifference(ours.fit_tau.data, reference.layer64('fit_tau').data),
          largestDifference(ours.fit_tau_.data, reference.layer64('fit_tau_').data),
        ),
        detail,
      },
      1e-3,
    ),
  ];
}

/** Our own fits of the same moments: by scVelo's search, and by the faster one that runs use. */
async function fitRows(reference: Reference): Promise<ParityRow[]> {
  const theirs = fitOf(reference);
  const likelihood = theirs.fit_likelihood.data;
  const fitted = Array.from(likelihood.keys()).filter((g) => !Number.isNaN(likelihood[g]));
  const own = await runStepHere(recoverDynamics, momentsOf(reference));
  const slow = fitsByTheirSearch(reference, fitted);
  const share = (ours: Float64Array) =>
    fitted.filter((g) => ours[g] >= likelihood[g] - 0.01).length / fitted.length;
  const correlation = (gamma: Float64Array, beta: Float64Array) =>
    pearson(
      ranks(fitted.map((g) => gamma[g] / beta[g])),
      ranks(fitted.map((g) => theirs.fit_gamma.data[g] / theirs.fit_beta.data[g])),
    );
  const anew = 'with states of cells found anew for every trial of kinetics, as scVelo does';
  const held = 'with states of cells held while kinetics are tried, as runs do';
  return [
    atMost(
      {
        stage: STAGE,
        quantity: 'fit_r2 (largest |difference|)',
        measured: largestDifference(own.fit_r2.data, reference.var('fit_r2')),
        detail: 'of the line through the origin over all cells',
      },
      1e-3,
    ),
    atLeast(
      {
        stage: STAGE,
        quantity: 'own fits that reach scVelo’s likelihood − 0.01 (share)',
        measured: share(slow.likelihood),
        detail: `of ${fitted.length} genes, ${anew}`,
      },
      0.9,
    ),
    atLeast(
      {
        stage: STAGE,
        quantity: 'alignment scaling of own fits, share of genes within 1e-3',
        measured: shareWithin(
          slow.alignmentScaling,
          reference.var('fit_alignment_scaling'),
          1e-3,
          likelihood.map((value) => (Number.isNaN(value) ? 0 : 1)),
        ),
        detail: `${anew}, and times aligned to the total time`,
      },
      0.9,
    ),
    atLeast(
      {
        stage: STAGE,
        quantity: 'γ/β of own fits (Spearman)',
        measured: correlation(slow.gamma, slow.beta),
        detail: `over the genes that scVelo fitted, ${anew}`,
      },
      0.85,
    ),
    atLeast(
      {
        stage: STAGE,
        quantity: 'fits of runs that reach scVelo’s likelihood − 0.01 (share)',
        measured: share(own.fit_likelihood.data),
        detail: `of ${fitted.length} genes, ${held}`,
      },
      0.8,
    ),
    atLeast(
      {
        stage: STAGE,
        quantity: 'γ/β of fits of runs (Spearman)',
        measured: correlation(own.fit_gamma.data, own.fit_beta.data),
        detail: `over the genes that scVelo fitted, ${held}`,
      },
      0.85,
    ),
  ];
}

/** Fits of the genes by scVelo's search, with times aligned to the total time. */
function fitsByTheirSearch(reference: Reference, genes: number[]): FitColumns {
  const { Ms, Mu, connectivities } = momentsOf(reference);
  const graph = neighbourhoods(connectivities);
  const column = () => new Float64Array(reference.genes).fill(Number.NaN);
  const out: FitColumns = {
    ...{ alpha: column(), beta: column(), gamma: column(), switchTime: column(), scaling: column() },
    ...{ stdU: column(), stdS: column(), likelihood: column(), pValueSteady: column(), steadyU: column() },
    ...{ steadyS: column(), variance: column(), alignmentScaling: column() },
  };
  const options = { maxIterations: 10, fitScaling: true, statesAnew: true, align: true };
  const ground = searchGround(graph, true);
  recoverKernel.run(
    { Ms: Ms.data, Mu: Mu.data, graph, ground, genes: Uint32Array.from(genes), options, out },
    0,
    genes.length,
  );
  return out;
}

async function latentTimeRow(reference: Reference): Promise<ParityRow> {
  const { cells, genes } = reference;
  const ours = await runStepHere(latentTime, {
    fit_t: denseFrom('f32', reference.layer64('fit_t').data, [genes, cells]),
    fit_likelihood: denseFrom('f64', reference.var('fit_likelihood')),
    root_cells: denseFrom('f32', reference.obs('root_cells')),
    connectivities: singlePrecision(reference.sparse('obsp/connectivities')),
  });
  const correlation = pearson(ours.latent_time.data, reference.obs('latent_time'));
  return atLeast(
    {
      stage: 'latent time',
      quantity: 'latent_time (Pearson)',
      measured: correlation,
      detail: 'from scVelo’s gene times, likelihoods and root cells',
    },
    0.99,
  );
}

function momentsOf(reference: Reference): Required<Pick<ArrayValues, 'Ms' | 'Mu' | 'connectivities'>> {
  return {
    Ms: reference.layer('Ms'),
    Mu: reference.layer('Mu'),
    connectivities: singlePrecision(reference.sparse('obsp/connectivities')),
  };
}

function fitOf(reference: Reference): Required<Pick<ArrayValues, (typeof FIT)[number]>> {
  return Object.fromEntries(FIT.map((name) => [name, denseFrom('f64', reference.var(name))])) as Required<
    Pick<ArrayValues, (typeof FIT)[number]>
  >;
}

/** The rank of each value, from 0. */
function ranks(values: number[]): number[] {
  const order = Array.from(values.keys()).sort((a, b) => values[a] - values[b] || a - b);
  const out = new Array<number>(values.length).fill(0);
  order.forEach((place, rank) => (out[place] = rank));
  return out;
}
