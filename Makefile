# Two commands: `make run` and `make test`. `make` alone lists the rest. Needs Python 3.11+, make, and nothing by hand.

SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
.PHONY: help setup setup-dev run demo test check format pins catalogue bench faults tools

BIN := .venv/bin
HOST ?= 127.0.0.1
PORT ?= 8000
PIP := $(BIN)/python -m pip install --require-hashes --no-input --quiet --disable-pip-version-check
CATALOGUES := $(wildcard translations/*/LC_MESSAGES/messages.po)

help: ## list the targets
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /\1\t/' | while IFS=$$'\t' read -r name text; do printf '  make %-11s %s\n' "$$name" "$$text"; done

setup: .venv/run.stamp $(CATALOGUES:.po=.mo) ## install what the service needs into .venv (hash-checked) and compile the texts

setup-dev: setup .venv/dev.stamp ## the same, and what checks and tests need

run: setup ## serve the demo city on http://127.0.0.1:8000 with its timer; Ctrl-C ends it (HOST=, PORT=, DATABASE_URL=)
	@exec $(BIN)/python serve.py --host $(HOST) --port $(PORT)

demo: setup ## throw the demo city away and build it anew (SCALE=small or full, SEED=, AS_OF=)
	@exec $(BIN)/python serve.py --reload --scale $(or $(SCALE),small) --seed $(or $(SEED),1) --as-of $(or $(AS_OF),2026-09-11)

test: setup-dev tools ## every test, on SQLite and on a PostgreSQL that the tests bring up; with a browser where there is one
	@$(BIN)/python -m pytest -n 2 --dist loadscope --no-loadscope-reorder $(ARGS)

check: setup-dev ## linters, types, import contracts, templates, the rules of the house
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-cache
	@$(BIN)/djlint templates --lint --quiet
	@$(BIN)/python -m pytest -n 2 tests/architecture

format: setup-dev ## lay the Python files out as `make check` wants them
	@$(BIN)/ruff check --fix --quiet . || true
	@$(BIN)/ruff format .

catalogue: setup-dev ## collect the texts into translations/, keep what is translated, compile
	@$(BIN)/pybabel -q extract -F babel.cfg -k _l -k lazy_gettext -o translations/messages.pot --no-location --omit-header .
	@$(BIN)/pybabel -q update -i translations/messages.pot -d translations --no-fuzzy-matching --omit-header --no-wrap
	@$(BIN)/pybabel -q compile --use-fuzzy -d translations

bench: setup-dev ## measure: minutes, and not part of `make test`
	@$(BIN)/python -m pytest tests/bench -o python_files='bench_*.py' -o addopts='-q -p no:cacheprovider' -s $(ARGS)

faults: setup-dev tools ## a fault at every call to the system of an act, on both databases: half an hour
	@FAULTS=all $(BIN)/python -m pytest -rP tests/journeys/test_system_calls.py tests/journeys/test_server_faults.py $(ARGS)

pins: ## pin requirements*.in with hashes anew; needs uv, nobody else does
	@for name in requirements requirements-dev requirements-scale requirements-spark; do uv pip compile --quiet --universal --generate-hashes --no-header -p 3.11 $$name.in -o $$name.txt; done

tools:
	@.ci/tools

.venv/bin/python:
	@.ci/venv

.venv/run.stamp: requirements.txt | .venv/bin/python
	@echo 'Installing what the service needs into .venv ...'
	@$(PIP) -r requirements.txt
	@touch $@

.venv/dev.stamp: requirements-dev.txt .venv/run.stamp
	@echo 'Installing what checks and tests need into .venv ...'
	@$(PIP) -r requirements-dev.txt
	@touch $@

%.mo: %.po .venv/run.stamp
	@$(BIN)/pybabel -q compile --use-fuzzy -i $< -o $@
