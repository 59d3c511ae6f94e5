"""No test keeps progress in a file: neither the tests nor the notebooks that pytest runs, nor JupyterLab."""

import os

# Here, since this file is read whatever part of the repository is tested; kernels inherit it.
os.environ["AUTODIFF_PROGRESS"] = "off"
