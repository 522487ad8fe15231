"""Run scVelo or scvelo-rs, and CellRank on what they find, on one file; print seconds and memory of each stage as JSON.

    python bench/peers.py scvelo|scvelo_rs COUNTS.h5ad steady_state|stochastic|dynamical

Imports and writing are not counted. CellRank finds as many macrostates as the file has clusters, up to six.
"""

import json
import resource
import sys
import time
import warnings

warnings.filterwarnings("ignore")

import cellrank as cr
import numpy as np
import scanpy as sc
import scipy.sparse as sp
import scvelo as scv

MODES = {"steady_state": "deterministic", "stochastic": "stochastic", "dynamical": "dynamical"}
# As our steps are called, so that they stand in one row.
STEPS = {"steady_state": "steadyState", "stochastic": "stochastic", "dynamical": "dynamical"}


def main(peer: str, path: str, model: str) -> None:
    # scVelo asks sparse arrays for a method that today's scipy has on sparse matrices only.
    sp.csr_array.getnnz = lambda self, axis=None: np.diff(self.indptr) if axis == 1 else self.nnz
    scv.settings.verbosity = 0
    jobs = {"n_jobs": 2}
    if peer == "scvelo_rs":
        import scvelo_rs.patch  # noqa: F401, which replaces scVelo's own functions

        jobs = {}
    stages: dict[str, dict[str, float]] = {}
    last = time.perf_counter()
    cpu = cpu_seconds()
    forget_peak()

    def lap(stage: str) -> None:
        nonlocal last
        now = time.perf_counter()
        stages[stage] = {"seconds": round(now - last, 2), "peakMB": round(peak_megabytes())}
        forget_peak()
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
    lap(f"velocity.{STEPS[model]}")
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
    fates(data)
    lap("fate")
    total = round(sum(stage["seconds"] for stage in stages.values()), 2)
    peak = max(stage["peakMB"] for stage in stages.values())
    workers = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1000
    print(json.dumps({"stages": stages, "seconds": total, "cpuSeconds": round(cpu_seconds() - cpu, 2), "peakMB": peak + workers}))


def fates(data: sc.AnnData) -> None:
    """Terminal states and fate probabilities, as CellRank's tutorials do it."""
    velocity = cr.kernels.VelocityKernel(data).compute_transition_matrix(show_progress_bar=False)
    near = cr.kernels.ConnectivityKernel(data).compute_transition_matrix()
    estimator = cr.estimators.GPCCA(0.8 * velocity + 0.2 * near)
    estimator.compute_schur(n_components=12, method="brandts")
    clusters = "clusters" if "clusters" in data.obs else None
    states = min(6, data.obs[clusters].nunique()) if clusters else 4
    estimator.compute_macrostates(n_states=states, cluster_key=clusters)
    estimator.predict_terminal_states(method="top_n", n_states=max(1, states - 1))
    estimator.compute_fate_probabilities(show_progress_bar=False)


def cpu_seconds() -> float:
    usage = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(u.ru_utime + u.ru_stime for u in usage)


def forget_peak() -> None:
    """Lets the system's record of the peak begin anew (Linux; elsewhere stages show the peak so far)."""
    try:
        with open("/proc/self/clear_refs", "w") as file:
            file.write("5")
    except OSError:
        pass


def peak_megabytes() -> float:
    try:
        with open("/proc/self/status") as file:
            return next(int(line.split()[1]) for line in file if line.startswith("VmHWM")) * 1024 / 1e6
    except OSError:
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000


if __name__ == "__main__":
    main(*sys.argv[1:4])
