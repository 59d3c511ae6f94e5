"""The rungs of the ladder: one module for each task, with its hints, its properties and their tests."""
