# `make lab` studies, `make test` proves. .ci/setup makes .venv; every other target runs inside it.
.DEFAULT_GOAL := help
.PHONY: help lab present setup test lint notebooks site slides handouts sentences reference links binder access learner faults class range hostile fuzz bench constraints clean
.NOTPARALLEL:

PORT ?= 8888
LESSON ?= 00_start_here
python := .venv/bin/python
# JupyterLab asks root for a word of consent, and needs a screen to open a browser on.
as_root := $(if $(filter 0,$(shell id -u)),--allow-root)
screen := $(DISPLAY)$(WAYLAND_DISPLAY)$(BROWSER)$(filter Darwin,$(shell uname))

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-12s %s\n", $$1, $$2 }' Makefile

lab: ## set up .venv if need be and open the first lesson (PORT=8888, PYTHON=python3)
	@.ci/opens '$(PORT)' 00_start_here
	@.ci/setup lab
	@exec $(python) -m jupyterlab -y --Application.log_level=WARN --port=$(PORT) $(as_root) $(if $(screen),,--no-browser) \
		--ServerApp.root_dir=. --LabApp.default_url=/lab/tree/notebooks/00_start_here.ipynb

present: ## open a lesson in JupyterLab to show it live: Run All Cells, then Alt+P (LESSON=03_backward)
	@.ci/opens '$(PORT)' '$(LESSON)'
	@.ci/setup lab
	@$(python) -c "import jupyterlab_deck" 2>/dev/null || $(python) -m pip install --quiet -c constraints.txt -e ".[present]"
	@JUPYTER_CONFIG_PATH=$(CURDIR)/.ci/present exec $(python) -m jupyterlab -y --Application.log_level=WARN --port=$(PORT) \
		$(as_root) $(if $(screen),,--no-browser) --ServerApp.root_dir=. --LabApp.default_url=/lab/tree/notebooks/$(LESSON).ipynb

.DEFAULT:
	@echo "There is no target '$@': 'make help' lists them." >&2; exit 2

setup: ## only set up .venv (PYTHON=python3)
	@.ci/setup lab

test: lint ## check everything: style, unit and property tests, every notebook twice, the browser
	@.ci/test

lint: ## check the style of code and notebooks
	@.ci/setup test
	$(python) -m ruff check

notebooks: ## run all lessons and plans and store their outputs, picture, glossary and formula card, the same on every run
	@.ci/setup test
	$(python) .ci/store_notebooks.py notebooks/[0-9][0-9]_*.ipynb notebooks/instructor/*.ipynb
	$(python) .ci/readme_picture.py
	$(python) .ci/glossary.py
	$(python) .ci/formula_card

site: ## run all lessons and write them as a web site into site/, alive without Python (WITH="slides handouts")
	@.ci/setup test
	rm -rf site
	$(python) -m autodiff_core.publish site $(WITH)

slides: ## run all lessons and write them as lectures (reveal.js) into slides/, alive without Python
	@.ci/setup test
	rm -rf slides
	$(python) -m autodiff_core.publish slides --out .

handouts: ## run all lessons and write them to print into handouts/, as PDF too where there is a Chromium
	@.ci/setup test
	rm -rf handouts
	$(python) -m autodiff_core.publish handouts --out .

sentences: ## print what beginners do, and the sentence that they read then
	@.ci/setup test
	@$(python) tests/bad_inputs.py

reference: ## run the frameworks that are installed, and store what they answer in lesson 09
	@.ci/setup test
	$(python) -m autodiff_core.frameworks.store

links: ## write the Binder links of README.md for the repository's own remote (TAG=v0.1.0, LESSONS=main)
	@.ci/setup lab
	$(python) .ci/links.py $(or $(TAG),HEAD) $(LESSONS)

binder: ## carry out Binder's build file in an empty environment, and run every lesson there (ON=debian)
	@.ci/setup test
	$(python) .ci/try_binder.py $(ON)

access: ## open every page, slide and lesson in a browser and print what keeps anybody out (PARTS="site slides handouts lab" PAGES="07 08")
	@.ci/setup test
	AUTODIFF_PROGRESS=off $(python) .ci/access.py $(PARTS) $(if $(PAGES),--pages $(PAGES))

learner: ## measure the memory and the CPU of one learner, and store them in the guide to a class's server
	@.ci/setup test
	$(python) .ci/measure_learner.py

faults: ## kill kernels, fill disks, take away what is installed, reload pages: a table of what holds (ONLY="word word")
	@.ci/setup test
	$(python) tests/faults $(ONLY)

class: ## let a class run lesson 03 at the same moment, and store what it takes in the same guide (N=20)
	@.ci/setup test
	$(python) .ci/measure_class.py $(or $(N),20)

range: ## run unit tests and notebooks at both ends of the versions supported, on the Pythons that are installed
	@.ci/setup test
	.ci/range

hostile: ## send hostile text through every entrance: nothing may run, all is drawn or refused in a sentence
	@.ci/setup test
	@AUTODIFF_PROGRESS=off PYTHONPATH=tests $(python) -m hostile_attack

fuzz: ## compute random programs in every way there is: no two may disagree (N=10000, SEED=0, JOBS=2)
	@.ci/setup test
	@AUTODIFF_PROGRESS=off PYTHONPATH=tests $(python) -m fuzz $(or $(N),10000) $(or $(SEED),0) --jobs $(or $(JOBS),2)

bench: ## measure the engine and the lab against their peers (ONLY="scalar chain", PEERS="micrograd jax" are installed)
	@.ci/setup test
	@PYTHONPATH=tests $(python) -m benchmarks.peers $(PEERS)
	@PYTHONPATH=tests $(python) -m benchmarks $(ONLY)

constraints: ## choose the newest versions within the bounds of pyproject.toml
	@.ci/setup test
	$(python) -m pip install --quiet "uv>=0.5,<1"
	$(python) -m uv pip compile --quiet --universal --python-version 3.10 --no-annotate --no-header \
		--upgrade --extra test --extra bench --output-file constraints.txt pyproject.toml

clean: ## remove .venv and everything else that was made
	rm -rf .venv build dist site slides handouts notebooks/instructor/build *.egg-info .pytest_cache .ruff_cache .hypothesis
	find . -name __pycache__ -prune -exec rm -rf {} +
