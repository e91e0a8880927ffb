# The book and its tests. `make help` lists what there is to make.

.DEFAULT_GOAL := help
.NOTPARALLEL:
.SUFFIXES:

VENV ?= .venv
PORT ?= 8000
python := $(VENV)/bin/python
# uv installs where it is found, pip where it is not: the same lists, the same versions.
uv := $(shell command -v uv 2>/dev/null)
ifneq ($(uv),)
  # Of several indexes uv by default trusts the first that has a package at all; pip compares them.
  install := "$(uv)" pip install --quiet --python $(python) --index-strategy unsafe-best-match
  no_compile :=
else
  install := $(python) -m pip --disable-pip-version-check install --quiet
  no_compile := --no-compile
endif

# A stamp is written when its installation is complete, so a second run installs nothing. Every stamp
# holds the folder it was made in: an environment that was copied or moved is made again.
stamp = @echo "$(CURDIR)" >$@
environment := $(VENV)/made.environment
for_site := $(VENV)/made.for-site
for_all := $(VENV)/made.for-all
for_work := $(VENV)/made.for-work
for_mutants := $(VENV)/made.for-mutants
# Not made here, or not made by this file: then there is no stamp and nothing is removed.
made_elsewhere := $(shell test ! -f $(environment) || grep -qxF "$(CURDIR)" $(environment) || echo yes)
ifeq ($(made_elsewhere),yes)
  $(info $(VENV) was made in another folder, so it is made again.)
  $(shell rm -rf $(VENV))
endif

# The pinned requirements; `make newest` takes the newest of everything instead, in its own environment.
ifdef NEWEST
  list := in
  torch_alone := --extra-index-url https://download.pytorch.org/whl/cpu torch
  compare := --nbval-lax
else
  list := txt
  torch_alone := --no-deps --requirement $(VENV)/torch-alone.txt
  compare := --nbval
endif
# Everything else is installed before torch, what torch asks for too, so PyTorch's index is asked for
# torch alone: pip and uv would ask it about every package. What the site needs is installed already.
of_torch := -e '^torch=' -e '^--extra-index-url'
all_but_torch := grep -v $(of_torch) -e '^-r '

# NumPy's BLAS reads these once, as it is loaded; a short timeout, for idle threads of one library slow
# down the others.
one_thread := env OPENBLAS_NUM_THREADS=1 OMP_NUM_THREADS=1 OPENBLAS_THREAD_TIMEOUT=4
two_threads := env OPENBLAS_NUM_THREADS=2 OMP_NUM_THREADS=2 OPENBLAS_THREAD_TIMEOUT=4

.PHONY: help book test check serve lab notebooks findings elsewhere bench mutants audit \
	lint rules unit quick execute browse pins newest clean node

help:      ## this list
	@echo "make book and make test are all you need; each sets up what it needs. The others:"
	@grep -hE '^[a-z]+: .*##' $(MAKEFILE_LIST) | sed -e 's/:[^#]*##/ #/' | awk -F' # ' '{printf "  make %-10s %s\n", $$1, $$2}'

# ---- read it ----

book: $(for_site)  ## build the site into _build/html, what has changed; make clean book: all of it
	$(VENV)/bin/jupyter-book build . --path-output . -W -n --keep-going
	@echo "The book is in _build/html: open _build/html/index.html, or see it served with: make serve"

serve: $(environment)  ## show the built site at http://localhost:8000 (make serve PORT=8001 for another port)
	@$(python) tools/serve.py $(PORT)

lab: $(for_work)  ## JupyterLab on the chapters
	$(python) -m jupyterlab book

# ---- test it: the cheapest first ----

test: lint rules unit execute browse  ## everything: lint, unit tests, notebooks, the site and the site in a browser

check: lint rules quick  ## lint, rules for notebooks, unit tests but the slow ones: under two minutes

lint: $(for_all)  ## ruff and oxlint
	$(python) -m ruff check .
	$(python) -m ruff format --check --quiet --diff benchmarks book/_ext elsewhere src tests tools
	$(VENV)/bin/oxlint --deny-warnings

rules: $(for_all)  ## the form of the stored notebooks
	$(python) tools/notebooks.py check

unit: $(for_all)  ## unit, property and doctests, with coverage of src
	$(python) -m pytest --numprocesses auto --dist loadgroup --cov --ignore tests/site

quick: $(for_all)  ## unit, property and doctests, without those that start kernels or train
	$(python) -m pytest --numprocesses auto --dist loadgroup --ignore tests/site -m "not slow"

execute: $(for_all)  ## run every notebook and compare every output with the stored one
	$(python) -m pytest $(compare) book --nbval-cell-timeout=120 --nbval-sanitize-with=nbval.cfg \
	  -p no:cacheprovider --numprocesses auto --dist loadfile

browse: $(for_all) book  ## the site in a real browser
	$(python) tools/browser.py
	$(python) -m pytest tests/site --numprocesses auto --dist loadgroup --durations 15

# ---- work on it ----

notebooks: $(for_all)  ## execute the notebooks that changed, store their outputs, paint the picture of the README
	$(python) tools/notebooks.py clean
	$(python) tools/notebooks.py refresh
	$(python) tools/readme_picture.py

findings:  ## run findings/*.sh: do other projects still behave as the book says? (needs a network)
	@tools/findings.sh findings

elsewhere: | $(environment)  ## ask other libraries the questions of elsewhere/ again, where something has changed
	@$(python) -m elsewhere.measure

bench: $(for_all)  ## speed ratios against torch and others, in a quiet quarter of an hour
	$(one_thread) $(python) -m benchmarks.convolution
	$(one_thread) $(python) -m benchmarks.algorithms
	$(one_thread) $(python) -m benchmarks.pooling
	$(one_thread) $(python) -m benchmarks.sliding
	$(two_threads) $(python) -m benchmarks.two_threads
	$(one_thread) $(python) -m benchmarks.widths
	$(one_thread) $(python) -m benchmarks.roofline
	$(one_thread) $(python) -m benchmarks.regimes

mutants: $(for_mutants)  ## break the code in 300 places; would a test notice? (half an hour)
	$(python) -m tools.mutants

audit: node book  ## Lighthouse on the built site (needs Node)
	$(python) tools/audit.py

node:
	@command -v node >/dev/null || { echo "make audit needs Node.js, and there is no node on PATH." >&2; exit 1; }

pins:  ## write the pinned requirements from the .in files (needs uv)
	tools/pin.sh

newest:    ## the tests with the newest of everything, in .venv-newest; outputs are not compared
	$(MAKE) VENV=.venv-newest NEWEST=yes unit execute browse

clean:     ## remove what was built; the environment stays
	rm -rf _build .coverage .hypothesis .pytest_cache .ruff_cache src/*.egg-info
	find book src tests tools benchmarks -name __pycache__ -prune -exec rm -rf {} +

# ---- the environment ----

$(environment):
	@PYTHON="$(PYTHON)" tools/environment.sh $(VENV)
	$(stamp)

# Not compiled: Python does that for what the build imports, and compiling all of it takes longer.
$(for_site): requirements-site.$(list) | $(environment)
	@echo "Installing what the site needs; the first time this takes about half a minute ..."
	@$(install) $(no_compile) --requirement $<
	$(stamp)

$(for_all): requirements.$(list) pyproject.toml $(for_site)
	@echo "Installing what runs and tests the book; the first time this takes a minute or two ..."
	@$(all_but_torch) requirements.$(list) >$(VENV)/all-but-torch.txt
	@$(install) --requirement $(VENV)/all-but-torch.txt
	@grep $(of_torch) requirements.txt >$(VENV)/torch-alone.txt
	@$(install) $(torch_alone)
	@$(install) --no-deps --no-build-isolation --editable .
	$(stamp)

$(for_work): requirements-dev.$(list) $(for_all)
	@echo "Installing JupyterLab and what else only work on the book needs ..."
	@$(all_but_torch) $< >$(VENV)/all-but-torch.txt
	@$(install) --requirement $(VENV)/all-but-torch.txt
	$(stamp)

$(for_mutants): requirements-mutants.txt $(for_all)
	@$(install) --requirement $<
	$(stamp)
