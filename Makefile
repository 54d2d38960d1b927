# Each target sets itself up: a virtual environment in .venv, pinned and hashed dependencies. Needs Python 3.11+, make, git.
.DEFAULT_GOAL := help
.PHONY: help demo test check lint format soak samples golden crawl bench serve clean

# The first that runs and is new enough; a name on the PATH may be only a shim.
PYTHON ?= $(shell for name in python3 python3.14 python3.13 python3.12 python3.11; do \
	$$name -c 'import sys, venv; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && { echo $$name; break; }; done)
BIN := .venv/bin
PIP := $(BIN)/python -m pip install --quiet --quiet --disable-pip-version-check

help:  ## list the targets
	@sed -n 's/^\([a-z]*\):.*## /\1\t/p' $(MAKEFILE_LIST) | expand -t 10

demo: .venv/core  ## crawl the demonstration portals and look around, in data/demo
	@$(BIN)/python -m demo.tour

test: .venv/dev  ## run every test (about seven minutes on two cores)
	@$(BIN)/python -m pytest

check: lint test  ## what CI runs: format, lint, types, import rules, tests

lint: .venv/dev
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

format: .venv/dev  ## let ruff format and mend
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

soak: .venv/dev  ## the long rounds of kills, random sequences and damaged documents: minutes to hours, ROUNDS=30
	GONGKAI_ROUNDS=$(or $(ROUNDS),30) $(BIN)/python -m pytest --timeout=3600 tests/storage/test_surviving.py tests/storage/test_any_sequence.py tests/storage/test_postgres_sequences.py tests/parsers/test_damaged_documents.py
	GONGKAI_ARTICLES=$(or $(ARTICLES),500) $(BIN)/python -m pytest -n 0 -s tests/portals/test_province.py
	GONGKAI_PORTALS_OF_COUNTRY=40 $(BIN)/python -m pytest -n 0 -s tests/portals/test_country.py

samples: .venv/core  ## read the third-party samples, where they are at hand, against their expected cells
	@$(BIN)/python -m benchmarks.samples

golden: .venv/core  ## record a real report as a case to review: make golden FILE=report.docx
	@test -n "$(FILE)" || { echo "say which file: make golden FILE=report.docx"; exit 2; }
	@$(BIN)/python -m tests.recorded.record "$(FILE)"

crawl: .venv/core  ## crawl a live portal: make crawl PORTAL=linan ARGS="-a years=2020"
	@test -n "$(PORTAL)" || { echo "say which portal: make crawl PORTAL=linan; scrapy list shows them all"; exit 2; }
	$(BIN)/scrapy crawl $(PORTAL) $(ARGS)

bench: .venv/core  ## measure parsing against its peers, in an environment of their own
	$(BIN)/python -m benchmarks.docx
	$(BIN)/python -m benchmarks.formats

serve: .venv/dev  ## show the archive as web pages on http://127.0.0.1:8000: make serve ARGS="--port 8080"
	@$(BIN)/gongkai serve $(ARGS)

clean:  ## remove the environment and caches; data/ stays
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache

.venv/bin/python:
	@test -n "$(PYTHON)" || { echo "Gongkai needs Python 3.11 or later with venv; say where: make PYTHON=/path/to/python3"; exit 2; }
	@$(PYTHON) -m venv .venv

.venv/core: requirements/core.txt pyproject.toml | .venv/bin/python
	@echo "Installing pinned dependencies into .venv ..."
	@$(PIP) --require-hashes -r requirements/core.txt
	@$(PIP) --no-deps --no-build-isolation --editable .
	@touch $@

.venv/dev: requirements/dev.txt .venv/core
	@$(PIP) --require-hashes -r requirements/dev.txt
	@touch $@
