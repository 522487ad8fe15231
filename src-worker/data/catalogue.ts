import type { CategoricalArray, DenseArray, JsonValue, SparseMatrix, StringArray } from './arrays.ts';

/** How the terminal states of a run came about. */
export interface TerminalStates {
  method: 'macrostates' | 'given';
  /** Indices (into the run's cells) of the cells of each state, in the order of `fate_names`. */
  members: number[][];
  /** Leading eigenvalues of the transition matrix, largest first, where they were computed. */
  eigenvalues: number[];
}

/** Genes of one group, best first. */
export interface RankedGenes {
  groups: string[];
  /** One list a group: gene name and score. */
  names: string[][];
  scores: number[][];
}

export type VelocityMode = 'deterministic' | 'stochastic' | 'dynamical';

/**
 * Every named array, with its type: inputs of a dataset first, then what the steps make.
 *
 * "genes × cells" arrays are gene-major: the values of one gene lie together, which is how kinetics are fitted and
 * drawn. All arrays after `filter` run over the kept cells and genes only, whose places in the dataset are
 * `cell_index` and `gene_index`.
 */
export interface ArrayTypes {
  spliced: SparseMatrix;
  unspliced: SparseMatrix;
  cell_names: StringArray;
  gene_names: StringArray;
  clusters_given: CategoricalArray;
  X_pca_given: DenseArray<Float32Array>;
  X_umap_given: DenseArray<Float32Array>;
  connectivities_given: SparseMatrix;
  distances_given: SparseMatrix;
  highly_variable_given: DenseArray<Uint8Array>;

  cell_index: DenseArray<Uint32Array>;
  gene_index: DenseArray<Uint32Array>;
  initial_size_spliced: DenseArray<Float32Array>;
  initial_size_unspliced: DenseArray<Float32Array>;
  unspliced_cells: DenseArray<Uint32Array>;
  normalized_spliced: SparseMatrix<Float32Array>;
  normalized_unspliced: SparseMatrix<Float32Array>;
  highly_variable: DenseArray<Uint8Array>;
  dispersions_norm: DenseArray<Float32Array>;
  X_pca: DenseArray<Float32Array>;
  PCs: DenseArray<Float32Array>;
  pca_variance: DenseArray<Float64Array>;
  pca_variance_ratio: DenseArray<Float64Array>;
  distances: SparseMatrix<Float32Array>;
  connectivities: SparseMatrix<Float32Array>;
  clusters: CategoricalArray;
  Ms: DenseArray<Float32Array>;
  Mu: DenseArray<Float32Array>;

  velocity: DenseArray<Float32Array>;
  variance_velocity: DenseArray<Float32Array>;
  velocity_gamma: DenseArray<Float64Array>;
  velocity_offset: DenseArray<Float64Array>;
  velocity_qreg_ratio: DenseArray<Float64Array>;
  velocity_r2: DenseArray<Float64Array>;
  velocity_genes: DenseArray<Uint8Array>;
  velocity_params: JsonValue<{ mode: VelocityMode }>;
  fit_r2: DenseArray<Float64Array>;
  fit_alpha: DenseArray<Float64Array>;
  fit_beta: DenseArray<Float64Array>;
  fit_gamma: DenseArray<Float64Array>;
  fit_t_: DenseArray<Float64Array>;
  fit_scaling: DenseArray<Float64Array>;
  fit_std_u: DenseArray<Float64Array>;
  fit_std_s: DenseArray<Float64Array>;
  fit_likelihood: DenseArray<Float64Array>;
  fit_u0: DenseArray<Float64Array>;
  fit_s0: DenseArray<Float64Array>;
  fit_pval_steady: DenseArray<Float64Array>;
  fit_steady_u: DenseArray<Float64Array>;
  fit_steady_s: DenseArray<Float64Array>;
  fit_variance: DenseArray<Float64Array>;
  fit_alignment_scaling: DenseArray<Float64Array>;
  fit_t: DenseArray<Float32Array>;
  fit_tau: DenseArray<Float32Array>;
  fit_tau_: DenseArray<Float32Array>;

  velocity_graph: SparseMatrix<Float32Array>;
  velocity_graph_neg: SparseMatrix<Float32Array>;
  velocity_self_transition: DenseArray<Float32Array>;
  velocity_length: DenseArray<Float32Array>;
  velocity_confidence: DenseArray<Float32Array>;
  velocity_confidence_transition: DenseArray<Float32Array>;
  transition_matrix: SparseMatrix<Float32Array>;
  root_cells: DenseArray<Float32Array>;
  end_points: DenseArray<Float32Array>;
  velocity_pseudotime: DenseArray<Float32Array>;
  latent_time: DenseArray<Float32Array>;

  X_umap: DenseArray<Float32Array>;
  velocity_umap: DenseArray<Float32Array>;
  velocity_pca: DenseArray<Float32Array>;
  grid_positions: DenseArray<Float32Array>;
  grid_velocity: DenseArray<Float32Array>;
  streamline_points: DenseArray<Float32Array>;
  streamline_offsets: DenseArray<Uint32Array>;
  streamline_speed: DenseArray<Float32Array>;

  rank_velocity_genes: JsonValue<RankedGenes>;
  rank_dynamical_genes: JsonValue<RankedGenes>;
  terminal_states: JsonValue<TerminalStates>;
  fate_names: StringArray;
  fate_probabilities: DenseArray<Float64Array>;
  fate_entropy: DenseArray<Float32Array>;
  absorption_time: DenseArray<Float32Array>;
  stationary_distribution: DenseArray<Float32Array>;
}

export type ArrayName = keyof ArrayTypes;

/** What an array runs over, what it is measured in, and what it means. */
export interface ArrayDeclaration {
  axes: string;
  unit: string;
  meaning: string;
  /** Derived arrays follow from stored ones in little time; they are made again instead of stored. */
  derived?: boolean;
}

const counts = 'counts';
const normalizedCounts = 'size-normalised counts';

export const ARRAYS: { readonly [N in ArrayName]: ArrayDeclaration } = {
  spliced: { axes: 'all cells × all genes', unit: counts, meaning: 'Spliced counts as read' },
  unspliced: { axes: 'all cells × all genes', unit: counts, meaning: 'Unspliced counts as read' },
  cell_names: { axes: 'all cells', unit: '', meaning: 'Barcodes' },
  gene_names: { axes: 'all genes', unit: '', meaning: 'Gene symbols or ids' },
  clusters_given: { axes: 'all cells', unit: '', meaning: 'Clusters of the file' },
  X_pca_given: { axes: 'all cells × components', unit: '', meaning: 'Principal components of the file' },
  X_umap_given: { axes: 'all cells × 2', unit: '', meaning: 'UMAP of the file' },
  connectivities_given: { axes: 'all cells × all cells', unit: '', meaning: 'Neighbour weights of the file' },
  distances_given: {
    axes: 'all cells × all cells',
    unit: '',
    meaning: 'Neighbour distances of the file',
  },
  highly_variable_given: { axes: 'all genes', unit: '0/1', meaning: 'Gene selection of the file' },

  cell_index: { axes: 'cells', unit: 'index', meaning: 'Kept cells of the dataset' },
  gene_index: { axes: 'genes', unit: 'index', meaning: 'Kept genes of the dataset' },
  initial_size_spliced: { axes: 'cells', unit: counts, meaning: 'Spliced counts over all genes' },
  initial_size_unspliced: { axes: 'cells', unit: counts, meaning: 'Unspliced counts over all genes' },
  unspliced_cells: { axes: 'genes', unit: 'cells', meaning: 'Cells with unspliced counts of the gene' },
  normalized_spliced: {
    axes: 'cells × genes',
    unit: normalizedCounts,
    meaning: 'Spliced counts, every cell scaled to the median size',
    derived: true,
  },
  normalized_unspliced: {
    axes: 'cells × genes',
    unit: normalizedCounts,
    meaning: 'Unspliced counts, every cell scaled to the median size',
    derived: true,
  },
  highly_variable: { axes: 'genes', unit: '0/1', meaning: 'Highly variable genes' },
  dispersions_norm: {
    axes: 'genes',
    unit: 'z',
    meaning: 'Dispersion against genes of like mean expression',
  },
  X_pca: { axes: 'cells × components', unit: '', meaning: 'Principal components of log counts' },
  PCs: { axes: 'genes × components', unit: '', meaning: 'Loadings; zero for genes left out of the PCA' },
  pca_variance: { axes: 'components', unit: '', meaning: 'Variance of each component' },
  pca_variance_ratio: { axes: 'components', unit: '1', meaning: 'Share of the variance' },
  distances: { axes: 'cells × cells', unit: '', meaning: 'Distances to the nearest neighbours' },
  connectivities: { axes: 'cells × cells', unit: '1', meaning: 'Fuzzy neighbour weights' },
  clusters: { axes: 'cells', unit: '', meaning: 'Clusters' },
  Ms: {
    axes: 'genes × cells',
    unit: normalizedCounts,
    meaning: 'First moments of spliced counts',
    derived: true,
  },
  Mu: {
    axes: 'genes × cells',
    unit: normalizedCounts,
    meaning: 'First moments of unspliced counts',
    derived: true,
  },

  velocity: {
    axes: 'genes × cells',
    unit: `${normalizedCounts} per unit time`,
    meaning: 'RNA velocity; NaN for genes without a fit',
    derived: true,
  },
  variance_velocity: {
    axes: 'genes × cells',
    unit: '',
    meaning: 'Second-order velocity of the stochastic model',
    derived: true,
  },
  velocity_gamma: { axes: 'genes', unit: 'β', meaning: 'Degradation rate relative to splicing' },
  velocity_offset: { axes: 'genes', unit: normalizedCounts, meaning: 'Unspliced counts where spliced are 0' },
  velocity_qreg_ratio: { axes: 'genes', unit: '1', meaning: 'Slope of the extreme-quantile regression' },
  velocity_r2: { axes: 'genes', unit: '1', meaning: 'R² of the steady-state line over all cells' },
  velocity_genes: { axes: 'genes', unit: '0/1', meaning: 'Genes that enter the velocity graph' },
  velocity_params: { axes: '', unit: '', meaning: 'Which model made the velocity' },
  fit_r2: { axes: 'genes', unit: '1', meaning: 'R² of the steady-state line' },
  fit_alpha: { axes: 'genes', unit: 'counts per unit time', meaning: 'Transcription rate when on' },
  fit_beta: { axes: 'genes', unit: 'per unit time', meaning: 'Splicing rate, divided by the scaling of u' },
  fit_gamma: { axes: 'genes', unit: 'per unit time', meaning: 'Degradation rate' },
  fit_t_: { axes: 'genes', unit: 'time', meaning: 'Time at which transcription is switched off' },
  fit_scaling: { axes: 'genes', unit: '1', meaning: 'Scaling of unspliced counts' },
  fit_std_u: { axes: 'genes', unit: '', meaning: 'Standard deviation of u over the fitted cells' },
  fit_std_s: { axes: 'genes', unit: '', meaning: 'Standard deviation of s over the fitted cells' },
  fit_likelihood: { axes: 'genes', unit: '1', meaning: 'Likelihood of the fit' },
  fit_u0: { axes: 'genes', unit: normalizedCounts, meaning: 'Offset of u' },
  fit_s0: { axes: 'genes', unit: normalizedCounts, meaning: 'Offset of s' },
  fit_pval_steady: { axes: 'genes', unit: '1', meaning: 'P value of two distinct steady states' },
  fit_steady_u: { axes: 'genes', unit: normalizedCounts, meaning: 'u of the upper steady state' },
  fit_steady_s: { axes: 'genes', unit: normalizedCounts, meaning: 's of the upper steady state' },
  fit_variance: { axes: 'genes', unit: '', meaning: 'Variance of the residuals' },
  fit_alignment_scaling: { axes: 'genes', unit: '1', meaning: 'Scaling that aligned the gene’s time' },
  fit_t: { axes: 'genes × cells', unit: 'time', meaning: 'Time of each cell in each gene', derived: true },
  fit_tau: { axes: 'genes × cells', unit: 'time', meaning: 'Time since switching on', derived: true },
  fit_tau_: { axes: 'genes × cells', unit: 'time', meaning: 'Time since switching off', derived: true },

  velocity_graph: { axes: 'cells × cells', unit: '1', meaning: 'Positive correlations v_i ~ s_j − s_i' },
  velocity_graph_neg: { axes: 'cells × cells', unit: '1', meaning: 'Negative correlations' },
  velocity_self_transition: { axes: 'cells', unit: '1', meaning: 'Confidence to stay' },
  velocity_length: { axes: 'cells', unit: '', meaning: 'Length of the velocity over velocity genes' },
  velocity_confidence: {
    axes: 'cells',
    unit: '1',
    meaning: 'Mean correlation with the neighbours’ velocity',
  },
  velocity_confidence_transition: {
    axes: 'cells',
    unit: '1',
    meaning: 'Correlation of the velocity with the expected move',
  },
  transition_matrix: { axes: 'cells × cells', unit: '1', meaning: 'Transition probabilities', derived: true },
  root_cells: { axes: 'cells', unit: '1', meaning: 'Probability of being a root, scaled to 1' },
  end_points: { axes: 'cells', unit: '1', meaning: 'Probability of being an end, scaled to 1' },
  velocity_pseudotime: { axes: 'cells', unit: '0…1', meaning: 'Diffusion pseudotime on the velocity graph' },
  latent_time: { axes: 'cells', unit: '0…1', meaning: 'Time shared by the genes of the dynamical model' },

  X_umap: { axes: 'cells × 2', unit: '', meaning: 'UMAP' },
  velocity_umap: { axes: 'cells × 2', unit: '', meaning: 'Velocity projected on the UMAP' },
  velocity_pca: { axes: 'cells × components', unit: '', meaning: 'Velocity projected on the PCA' },
  grid_positions: { axes: 'nodes × 2', unit: '', meaning: 'Grid nodes with enough cells around' },
  grid_velocity: { axes: 'nodes × 2', unit: '', meaning: 'Mean velocity at the grid nodes' },
  streamline_points: { axes: 'points × 2', unit: '', meaning: 'Streamlines, one after another' },
  streamline_offsets: { axes: 'lines + 1', unit: 'index', meaning: 'Where each streamline starts' },
  streamline_speed: { axes: 'points', unit: '', meaning: 'Length of the mean arrow at each point' },

  rank_velocity_genes: { axes: '', unit: '', meaning: 'Genes ranked by velocity, cluster against rest' },
  rank_dynamical_genes: { axes: '', unit: '', meaning: 'Genes ranked by likelihood' },
  terminal_states: { axes: '', unit: '', meaning: 'Cells of each terminal state' },
  fate_names: { axes: 'fates', unit: '', meaning: 'Names of the terminal states' },
  fate_probabilities: { axes: 'cells × fates', unit: '1', meaning: 'Absorption probabilities' },
  fate_entropy: { axes: 'cells', unit: 'bits', meaning: 'Entropy of the fate probabilities' },
  absorption_time: { axes: 'cells', unit: 'steps', meaning: 'Expected steps until a terminal state' },
  stationary_distribution: { axes: 'cells', unit: '1', meaning: 'Stationary distribution of the chain' },
};

export type ArrayValues = { [N in ArrayName]?: ArrayTypes[N] };
