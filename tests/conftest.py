"""What all tests share."""

import os

from hypothesis import settings

# A test run is a function of the sources: the same examples every time, nothing remembered.
# HYPOTHESIS_PROFILE=explore looks further, with new examples on every run.
settings.register_profile("ci", derandomize=True, database=None, deadline=None)
settings.register_profile("explore", max_examples=2000, database=None, deadline=None)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ci"))
