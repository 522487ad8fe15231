"""Draws scVelo's own figure of a result that was exported here, to look at beside ours.

    python bench/scvelo_figure.py result.h5ad FOLDER

Needs scvelo. Writes FOLDER/scvelo.png, 120 mm wide, and tries FOLDER/scvelo.pdf; says what became of each.
"""

import os
import sys
import warnings

import matplotlib

matplotlib.use("Agg")
warnings.simplefilter("ignore")

import anndata  # noqa: E402
import matplotlib.pyplot as plt  # noqa: E402
import scvelo as scv  # noqa: E402

scv.settings.verbosity = 0
WIDTH_MM = 120
DPI = 200


def main(source, folder):
    cells = anndata.read_h5ad(source)
    size = (WIDTH_MM / 25.4, 0.75 * WIDTH_MM / 25.4)
    scv.pl.velocity_embedding_stream(cells, basis="umap", color="clusters", figsize=size, show=False, title="")
    for name in ("scvelo.png", "scvelo.pdf"):
        path = os.path.join(folder, name)
        try:
            plt.savefig(path, dpi=DPI)
            print("wrote", path)
        except ValueError as error:
            print("could not write", path, "-", error)


if __name__ == "__main__":
    main(*sys.argv[1:])
