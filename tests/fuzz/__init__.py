"""Truth under fuzzing: seeded random programs, computed in every way there is, must give the same numbers.

`make fuzz N=10000 SEED=0` runs it; tests/test_fuzz.py runs a slice. The instructions come from the tables of
random_programs.py.

- programs: a program from a seed, and its text
- kinks: on which side of its kinks a program is
- ways: the engine's own ways to values and gradients
- slopes: central differences and the complex step, first and second derivatives
- others: PyTorch and JAX
- page: the printed JavaScript, in one long-lived Node process
- edges: zeros, ties, infinities, NaN, huge and tiny numbers
- shrink: the smallest program that still disagrees
- broken: every derivative rule broken on purpose, and caught
"""
