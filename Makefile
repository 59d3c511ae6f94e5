PYTHON ?= python3

.PHONY: help setup
help:           ## list the targets
	@sed -n 's/^\([a-z]*\):.*## /\1\t/p' Makefile

setup:          ## set up .venv
	$(PYTHON) -m venv .venv
	.venv/bin/pip install -e '.[test]'
