"""Shows that scanpy, scVelo, loompy and pandas open an exported dataset and find in it what the source holds.

    rnavelocity convert source.h5ad --out out.h5ad
    rnavelocity convert source.h5ad --out out.loom
    rnavelocity convert source.h5ad --out tables
    python bench/open_dataset.py source.h5ad out.h5ad out.loom tables

Any of the exports may be left out. Needs scanpy, scvelo and loompy. Prints one line a check and ends with exit code 1 if
one failed.
"""

import sys
import traceback
import warnings
from pathlib import Path

import matplotlib

matplotlib.use("Agg")
warnings.simplefilter("ignore")

import anndata  # noqa: E402
import loompy  # noqa: E402
import numpy as np  # noqa: E402
import pandas as pd  # noqa: E402
import scanpy as sc  # noqa: E402
import scvelo as scv  # noqa: E402
from scipy import io, sparse  # noqa: E402

scv.settings.verbosity = 0
LAYERS = ["spliced", "unspliced"]

# scVelo's own names for these went with version 0.3.4.
read = getattr(scv, "read", sc.read)
read_loom = getattr(scv, "read_loom", anndata.io.read_loom)


def dense(matrix):
    return matrix.toarray() if sparse.issparse(matrix) else np.asarray(matrix)


def same_counts(adata, source, layers=LAYERS):
    for layer in layers:
        assert (dense(adata.layers[layer]) == dense(source.layers[layer])).all(), f"{layer} differs"


def same_names(adata, source):
    assert list(adata.obs_names) == list(source.obs_names), "barcodes differ"
    assert list(adata.var_names) == list(source.var_names), "gene names differ"


def same_columns(table, wanted):
    """Numbers to the last bit; categories and booleans by what they say."""
    for name in wanted:
        ours, theirs = table[name], wanted[name]
        if pd.api.types.is_bool_dtype(theirs):
            assert (ours.astype(bool).to_numpy() == theirs.to_numpy()).all(), f"{name} differs"
        elif pd.api.types.is_numeric_dtype(theirs):
            assert np.array_equal(ours.astype(float), theirs.astype(float), equal_nan=True), f"{name} differs"
        else:
            told = theirs.astype(object).where(theirs.notna(), "").astype(str)
            found = ours.astype(object).where(ours.notna(), "").astype(str)
            assert (found.to_numpy() == told.to_numpy()).all(), f"{name} differs"


def same_embeddings(adata, source):
    for name in source.obsm:
        assert np.array_equal(adata.obsm[name], np.asarray(source.obsm[name], dtype="float32")), f"{name} differs"


def preprocessed(adata):
    """What scVelo's users do first; every function that follows stands on its result."""
    copy = adata.copy()
    copy.X = copy.layers["spliced"].astype("float32")
    scv.pp.filter_and_normalize(copy, min_shared_counts=20)
    sc.pp.pca(copy, n_comps=min(30, copy.n_obs - 1, copy.n_vars - 1))
    sc.pp.neighbors(copy, n_pcs=min(30, copy.obsm["X_pca"].shape[1]), n_neighbors=min(30, copy.n_obs // 3))
    scv.pp.moments(copy, n_pcs=None, n_neighbors=None)
    return copy


def same_moments(adata, source):
    ours, theirs = preprocessed(adata), preprocessed(source)
    assert list(ours.var_names) == list(theirs.var_names), "other genes pass the filter"
    for layer in ["Ms", "Mu"]:
        # Sums in single precision depend on the order of the values, which differs between formats.
        difference = np.abs(ours.layers[layer] - theirs.layers[layer]) / (1 + np.abs(theirs.layers[layer]))
        assert difference.max() < 1e-5, f"{layer} differs by {difference.max()}"
    scv.tl.velocity(ours, mode="stochastic")
    scv.tl.velocity_graph(ours, show_progress_bar=False)
    return f"{ours.n_vars} genes; {int(ours.var['velocity_genes'].sum())} velocity genes"


def check_h5ad(path, source):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        anndata.read_h5ad(path)
    yield "h5ad: anndata reads it without a warning", lambda: None
    adata = read(path)
    yield "h5ad: names are equal (read)", lambda: same_names(adata, source)
    yield "h5ad: counts are equal", lambda: same_counts(adata, source)
    yield "h5ad: X is the spliced counts", lambda: np.testing.assert_array_equal(
        dense(adata.X), dense(source.layers["spliced"])
    )
    yield "h5ad: columns of cells are equal", lambda: same_columns(adata.obs, source.obs)
    yield "h5ad: columns of genes are equal", lambda: same_columns(adata.var, source.var)
    yield "h5ad: embeddings are equal", lambda: same_embeddings(adata, source)
    yield "h5ad: scVelo's moments are equal, and velocities follow", lambda: same_moments(adata, source)


def check_loom(path, source):
    def attributes():
        with loompy.connect(path, "r") as ds:  # validates the file
            assert ds.attrs["LOOM_SPEC_VERSION"] == "3.0.0"
            assert list(ds.ca.CellID) == list(source.obs_names), "CellID differs"
            assert list(ds.ra.Gene) == list(source.var_names), "Gene differs"

    def matrices():
        with loompy.connect(path, "r") as ds:
            wanted = [dense(source.layers[layer]).T for layer in LAYERS]
            for layer, values in zip(LAYERS, wanted):
                assert (ds.layers[layer][:, :] == values).all(), f"{layer} differs"
            assert (ds[:, :] == sum(wanted)).all(), "the main matrix is not the sum of the layers"

    yield "loom: loompy validates it; names are equal", attributes
    yield "loom: loompy reads equal counts; the matrix is their sum", matrices
    adata = read_loom(path)
    also = read(path)
    yield "loom: names are equal (read_loom)", lambda: same_names(adata, source)
    yield "loom: counts are equal (read_loom)", lambda: same_counts(adata, source)
    yield "loom: counts are equal (read)", lambda: same_counts(also, source)
    yield "loom: columns of cells are equal", lambda: same_columns(adata.obs, source.obs)
    yield "loom: columns of genes are equal", lambda: same_columns(adata.var, source.var)
    yield "loom: embeddings are equal", lambda: same_embeddings(adata, source)
    yield "loom: scVelo's moments are equal, and velocities follow", lambda: same_moments(also, source)


def check_tables(folder, source):
    folder = Path(folder)

    def counts():
        for layer in LAYERS:
            wanted = dense(source.layers[layer])
            packed = folder / f"{layer}.mtx.gz"
            if packed.exists():
                assert (dense(io.mmread(packed)).T == wanted).all(), f"{layer} differs"
                continue
            path = next(folder.glob(f"{layer}.csv*"))
            table = pd.read_csv(path, index_col=0)
            assert list(table.columns) == list(source.obs_names), "barcodes differ"
            assert list(table.index) == list(source.var_names), "gene names differ"
            assert (table.to_numpy().T == wanted).all(), f"{layer} differs"

    yield "tables: pandas reads equal counts", counts
    obs = pd.read_csv(folder / "obs.csv", index_col=0, float_precision="round_trip", low_memory=False)
    genes = pd.read_csv(folder / "var.csv", index_col=0, float_precision="round_trip", low_memory=False)
    yield "tables: columns of cells are equal", lambda: same_columns(obs, source.obs)
    yield "tables: columns of genes are equal", lambda: same_columns(genes, source.var)

    def embeddings():
        if not source.obsm:
            return
        table = pd.read_csv(folder / "embeddings.csv", index_col=0)
        for name in source.obsm:
            wanted = np.asarray(source.obsm[name], dtype="float32")
            found = table[[f"{name}_{i + 1}" for i in range(wanted.shape[1])]].to_numpy(dtype="float32")
            assert np.array_equal(found, wanted), f"{name} differs"

    yield "tables: embeddings are equal", embeddings


def checks_of(path, source):
    if path.endswith(".h5ad"):
        return check_h5ad(path, source)
    return check_loom(path, source) if path.endswith(".loom") else check_tables(path, source)


def main(source_path, paths):
    source = anndata.read_h5ad(source_path)
    print(f"{source_path}: {source.n_obs} cells × {source.n_vars} genes")
    failures = 0
    for path in paths:
        for label, check in checks_of(path, source):
            try:
                note = check()
                print(f"OK    {label}" + (f" ({note})" if note else ""))
            except Exception:
                failures += 1
                print(f"FAIL  {label}\n{traceback.format_exc()}")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2:]))
