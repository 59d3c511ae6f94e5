"""The questions of lesson 09: one module each, and in it the same program for each framework.

`SHOWS` names the lines that the programs print, in order. The body of each function is what the lesson shows
and what is run; frameworks are imported inside it only, so that one that is absent costs nothing.
"""
