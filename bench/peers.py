"""Run scVelo or scvelo-rs on one file and print the seconds of each stage and the peak memory as JSON.

    python bench/peers.py scvelo|scvelo_rs COUNTS.h5ad steady_state|stochastic|dynamical

Imports and writing are not counted.
"""

import json
import resource
import sys
import time
import warnings

warnings.filterwarnings("ignore")

import numpy as np
import scanpy as sc
import scipy.sparse as sp
import scvelo as scv

MODES = {"steady_state": "deterministic", "stochastic": "stochastic", "dynamical": "dynamical"}


def main(peer: str, path: str, model: str) -> None:
    # scVelo asks sparse arrays for a method that today's scipy has on sparse matrices only.
    sp.csr_array.getnnz = lambda self, axis=None: np.diff(self.indptr) if axis == 1 else self.nnz
    scv.settings.verbosity = 0
    jobs = {"n_jobs": 2}
    if peer == "scvelo_rs":
        import scvelo_rs.patch  # noqa: F401, which replaces scVelo's own functions

        jobs = {}
    seconds: dict[str, float] = {}
    last = time.perf_counter()

    def lap(stage: str) -> None:
        nonlocal last
        now = time.perf_counter()
        seconds[stage] = round(now - last, 2)
        last = now

    data = sc.read_h5ad(path)
    lap("read")
    scv.pp.filter_and_normalize(data, min_shared_counts=20)
    if "log1p" not in data.uns:
        sc.pp.log1p(data)
    lap("normalize")
    sc.pp.pca(data, n_comps=30)
    lap("pca")
    transformer = {"transformer": "pynndescent"} if data.n_obs > 8000 else {}
    sc.pp.neighbors(data, n_neighbors=30, n_pcs=30, **transformer)
    for key in ("connectivities", "distances"):
        data.obsp[key] = sp.csr_matrix(data.obsp[key])
    lap("neighbors")
    scv.pp.moments(data, n_pcs=None, n_neighbors=None)
    lap("moments")
    if model == "dynamical":
        scv.tl.recover_dynamics(data, **jobs)
        lap("recoverDynamics")
    scv.tl.velocity(data, mode=MODES[model])
    lap("velocity")
    scv.tl.velocity_graph(data, **jobs)
    lap("velocityGraph")
    sc.tl.umap(data)
    lap("umap")
    scv.tl.velocity_embedding(data, basis="umap")
    lap("projection")
    scv.tl.terminal_states(data)
    lap("rootsAndEnds")
    if model == "dynamical":
        scv.tl.latent_time(data)
        lap("latentTime")
    scv.tl.velocity_confidence(data)
    lap("velocityConfidence")
    usage = [resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    print(json.dumps({"stages": seconds, "seconds": round(sum(seconds.values()), 2), "peakMB": sum(usage) // 1024}))


if __name__ == "__main__":
    main(*sys.argv[1:4])
