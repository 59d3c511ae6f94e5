"""What the process that measures is given before NumPy and the peers are loaded: one thread."""

import os

ONE = {f"{library}_NUM_THREADS": "1" for library in ("OMP", "OPENBLAS", "MKL", "NUMEXPR")}


def prepare() -> None:
    """Call this first: the libraries read these variables once, when they are loaded."""
    os.environ.update(ONE)
    os.environ["XLA_FLAGS"] = "--xla_cpu_multi_thread_eigen=false intra_op_parallelism_threads=1"
    os.environ.update(JAX_PLATFORMS="cpu", JAX_ENABLE_X64="1")
    # Where these are set, they hold OpenBLAS to an older kind of processor: for an old build that computes
    # wrong results on a new one. They make a current NumPy several times slower, ours and the hand-written
    # code alike, and so would hide what an engine adds. Only this process does without them.
    for name in ("OPENBLAS_CORETYPE", "OPENBLAS_L2_SIZE"):
        os.environ.pop(name, None)
