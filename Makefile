# Samsyn: `make run` starts it with a demo, `make test` proves it, `make help` lists the rest.
PYTHON ?= python3
PORT ?= 8000
DEMO_DIR ?= .demo
BIN := .venv/bin
RUN_STAMP := .venv/.run-built
DEV_STAMP := .venv/.dev-built

LOCK := $(BIN)/uv pip compile --quiet --universal --generate-hashes --no-emit-index-url \
	--python-version 3.11 --no-header

export PORT DEMO_DIR
.DEFAULT_GOAL := help
.PHONY: help run setup setup-dev test check fix bench docs lock

help: ## Show what can be made
	@awk -F ':.*## ' '/^[a-z-]+:.*## /{printf "  make %-8s %s\n", $$1, $$2}' Makefile

run: setup ## Start Samsyn with the demo at http://localhost:8000 (PORT=, DEMO_DIR=)
	@$(BIN)/samsyn serve --port "$(PORT)"

setup: $(RUN_STAMP) ## Build .venv with what Samsyn runs on

setup-dev: $(DEV_STAMP)

test: setup-dev ## Run the whole suite, on SQLite and then on PostgreSQL
	$(BIN)/pytest -n auto $(ARGS)
	$(BIN)/python -m tests.postgres $(BIN)/pytest -n auto $(ARGS)

check: setup-dev ## Style, types, import contracts, templates, dependencies
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/djlint src --lint --quiet
	$(BIN)/deptry src

fix: setup-dev ## Repair what the style checks can repair themselves
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: setup-dev ## Measure import, pages and methods beside their peers
	@for each in benchmarks/*.py; do echo "== $$each"; $(BIN)/python $$each || exit 1; done

docs: setup-dev ## Write docs/acts.md and the files of examples anew
	$(BIN)/python -m scripts.docs
	$(BIN)/python -m scripts.examples

lock: ## Renew the hashed requirements, from pyproject.toml and requirements/*.in
	@$(LOCK) pyproject.toml -o requirements/base.txt
	@$(LOCK) requirements/build.in -o requirements/build.txt
	@$(LOCK) requirements/dev.in -o requirements/dev.txt

# --no-compile: what is never imported need not be compiled; it saves a third of the time.
INSTALL := $(BIN)/pip install -q --disable-pip-version-check --no-compile

$(RUN_STAMP): requirements/base.txt requirements/build.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo "Samsyn behöver Python 3.11 eller senare. Ange den med PYTHON=…"; exit 1; }
	@echo "Bygger .venv med det som Samsyn behöver. Det tar ungefär en halv minut."
	@$(PYTHON) -m venv .venv
	@$(INSTALL) --require-hashes -r requirements/base.txt -r requirements/build.txt
	@$(INSTALL) --no-deps --no-build-isolation -e .
	@touch $@

$(DEV_STAMP): $(RUN_STAMP) requirements/dev.txt
	@echo "Bygger ut .venv med det som prövningen behöver."
	@$(INSTALL) --require-hashes -r requirements/dev.txt
	@touch $@
