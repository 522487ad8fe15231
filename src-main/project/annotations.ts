import * as v from 'valibot';

/** A name that comes from a file: of a column, a cluster, a gene. */
export const label = v.pipe(v.string(), v.maxLength(2000));

export const rolesSchema = v.strictObject({
  clusters: v.optional(label),
  batch: v.optional(label),
  sample: v.optional(label),
  time: v.optional(label),
  /** Key of an embedding, as X_umap. */
  embedding: v.optional(label),
});

export const knownSchema = v.strictObject({
  /** The cluster in which differentiation begins. */
  root: v.optional(label),
  /** Clusters of which the first becomes the second. */
  transitions: v.optional(v.pipe(v.array(v.tuple([label, label])), v.maxLength(500))),
});

/** Which of a dataset's columns play which part; what is left out was not chosen. */
export type Roles = v.InferOutput<typeof rolesSchema>;

/** What the user knows of the biology before anything is computed. */
export type Known = v.InferOutput<typeof knownSchema>;
