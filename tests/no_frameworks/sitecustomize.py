"""In a folder on the PYTHONPATH of a kernel: there, no framework can be found."""

import sys

sys.modules.update(dict.fromkeys(["torch", "tensorflow", "jax"]))  # None: as if it were not installed
