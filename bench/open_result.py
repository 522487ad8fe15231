"""Shows that scanpy, scVelo and CellRank open an exported result.h5ad and work on it without any conversion.

    python bench/open_result.py result.h5ad

Needs scanpy, scvelo and cellrank. Prints one line a check and ends with exit code 1 if one failed.
"""

import os
import sys
import tempfile
import traceback
import warnings

import matplotlib

matplotlib.use("Agg")
warnings.simplefilter("ignore")

import anndata  # noqa: E402
import cellrank as cr  # noqa: E402
import matplotlib.pyplot as plt  # noqa: E402
import numpy as np  # noqa: E402
import scanpy as sc  # noqa: E402
import scvelo as scv  # noqa: E402

scv.settings.verbosity = 0


def reads_without_warnings(path):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        anndata.read_h5ad(path)


def holds_the_named_results(adata):
    wanted = {
        "layers": ["spliced", "unspliced", "Ms", "Mu", "velocity"],
        "var": ["velocity_genes"],
        "obs": ["clusters", "velocity_length", "velocity_confidence", "root_cells", "end_points"],
        "obsm": ["X_pca", "X_umap", "velocity_umap", "velocity_pca"],
        "obsp": ["connectivities", "distances"],
        "uns": ["velocity_graph", "velocity_graph_neg", "velocity_params", "neighbors"],
        "varm": ["PCs"],
    }
    if adata.uns["velocity_params"]["mode"] == "dynamical":
        wanted["layers"] += ["fit_t", "fit_tau", "fit_tau_"]
        wanted["var"] += ["fit_alpha", "fit_beta", "fit_gamma", "fit_t_", "fit_scaling", "fit_likelihood"]
        wanted["uns"] += ["recover_dynamics"]
        wanted["obs"] += ["latent_time"]
    else:
        wanted["var"] += ["velocity_gamma", "velocity_r2"]
    missing = [f"{part}/{name}" for part in wanted for name in wanted[part] if name not in getattr(adata, part)]
    assert not missing, "missing: " + ", ".join(missing)
    assert adata.var["velocity_genes"].dtype == bool
    fitted = adata.layers["velocity"][:, adata.var["velocity_genes"]]
    assert np.isfinite(fitted).all(), "velocities of velocity genes are not all finite"


def without_projections(adata):
    bare = adata.copy()
    for name in [key for key in bare.obsm if key.startswith("velocity_")]:
        del bare.obsm[name]
    return bare


def scanpy_plots_and_paths(adata):
    bare = adata.copy()
    sc.tl.paga(bare, groups="clusters")
    sc.pl.umap(bare, color="clusters", show=False)
    plt.close("all")


def scvelo_velocity_graph(adata):
    bare = without_projections(adata)
    ours = bare.uns["velocity_graph"].copy()
    scv.tl.velocity_graph(bare, show_progress_bar=False)
    both = ours.multiply(bare.uns["velocity_graph"] > 0)
    difference = np.abs((both - bare.uns["velocity_graph"].multiply(ours > 0)).data)
    assert np.percentile(difference, 99) < 1e-3, f"graphs differ by {np.percentile(difference, 99)}"


def scvelo_velocity_embedding(adata):
    bare = without_projections(adata)
    scv.tl.velocity_embedding(bare, basis="umap")
    ours, theirs = adata.obsm["velocity_umap"], bare.obsm["velocity_umap"]
    assert np.isfinite(theirs).all()
    lengths = np.linalg.norm(ours, axis=1) * np.linalg.norm(theirs, axis=1)
    cosine = (ours * theirs).sum(1)[lengths > 0] / lengths[lengths > 0]
    assert np.median(cosine) > 0.99, f"median cosine with ours {np.median(cosine)}"


def scvelo_velocity_pseudotime(adata):
    bare = without_projections(adata)
    del bare.obs["velocity_pseudotime"]
    scv.tl.velocity_pseudotime(bare)
    assert np.isfinite(bare.obs["velocity_pseudotime"]).all()


def scvelo_stream_plot(adata):
    scv.pl.velocity_embedding_stream(adata.copy(), basis="umap", color="clusters", show=False)
    scv.pl.velocity_embedding_stream(without_projections(adata), basis="umap", color="clusters", show=False)
    plt.close("all")


def scvelo_phase_portrait(adata):
    gene = adata.var_names[np.flatnonzero(adata.var["velocity_genes"])[0]]
    scv.pl.velocity(adata.copy(), [gene], basis="umap", color="clusters", show=False)
    plt.close("all")


def scvelo_velocity_confidence(adata):
    bare = adata.copy()
    scv.tl.velocity_confidence(bare)
    assert np.isfinite(bare.obs["velocity_confidence"]).all()


def cellrank_velocity_kernel(adata):
    kernel = cr.kernels.VelocityKernel(without_projections(adata))
    kernel.compute_transition_matrix(show_progress_bar=False)
    sums = np.asarray(kernel.transition_matrix.sum(axis=1)).ravel()
    assert np.allclose(sums, 1)


def cellrank_connectivity_kernel(adata):
    kernel = cr.kernels.ConnectivityKernel(adata).compute_transition_matrix()
    assert kernel.transition_matrix.shape == (adata.n_obs, adata.n_obs)


def cellrank_reads_fates(adata):
    if "fate_probabilities" not in adata.obsm:
        return "no fates in this file"
    lineage = cr.Lineage.from_adata(adata)
    assert list(lineage.names) == list(adata.uns["fate_names"])
    reached = np.isfinite(np.asarray(lineage)).all(axis=1)
    assert np.allclose(np.asarray(lineage)[reached].sum(axis=1), 1, atol=1e-6)
    assert list(adata.obs["term_states_fwd"].cat.categories) == list(adata.uns["fate_names"])
    if lineage.shape[1] > 2:
        cr.pl.circular_projection(adata.copy(), keys=["clusters"])
    cr.pl.aggregate_fate_probabilities(adata.copy(), mode="bar", cluster_key="clusters")
    plt.close("all")


def writes_again(adata):
    with tempfile.TemporaryDirectory() as folder:
        copy = os.path.join(folder, "again.h5ad")
        adata.write_h5ad(copy)
        assert anndata.read_h5ad(copy).shape == adata.shape


CHECKS = [
    holds_the_named_results,
    scanpy_plots_and_paths,
    scvelo_velocity_graph,
    scvelo_velocity_embedding,
    scvelo_velocity_pseudotime,
    scvelo_velocity_confidence,
    scvelo_stream_plot,
    scvelo_phase_portrait,
    cellrank_velocity_kernel,
    cellrank_connectivity_kernel,
    cellrank_reads_fates,
    writes_again,
]


def main(path):
    failures = 0
    checks = [lambda _: reads_without_warnings(path), *CHECKS]
    names = ["reads_without_warnings", *(check.__name__ for check in CHECKS)]
    adata = anndata.read_h5ad(path)
    for name, check in zip(names, checks):
        label = name.replace("_", " ")
        try:
            note = check(adata)
            print(f"OK    {label}" + (f" ({note})" if note else ""))
        except Exception:
            failures += 1
            print(f"FAIL  {label}\n{traceback.format_exc()}")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
