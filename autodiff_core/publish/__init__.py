"""The lessons as pages that live without a kernel: `python -m autodiff_core.publish site`."""
