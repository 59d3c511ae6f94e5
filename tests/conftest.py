"""How all property tests look for counterexamples."""

import os

from hypothesis import settings

# In CI the same examples every time; elsewhere new ones on each run. No deadline: machines differ in speed.
settings.register_profile("here", deadline=None)
settings.register_profile("ci", deadline=None, derandomize=True, print_blob=True)
settings.load_profile("ci" if os.environ.get("CI") else "here")
