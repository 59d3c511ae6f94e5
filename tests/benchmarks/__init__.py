"""The engine measured against what a learner would otherwise use: `make bench`, see README.md beside this."""
