# Two commands do everything: make run, make test. Each sets up what is missing first.
ACRE_HOME ?= warehouse
ADDRESS ?= 127.0.0.1
PORT ?= 8501
WORKERS ?= 2
PYTHON ?= python3
export ACRE_HOME

BIN := .venv/bin
DEMO := $(ACRE_HOME)/demo_exports
LOAD := $(BIN)/python -m ingest load $(if $(EXPORTED_ON),--exported-on $(EXPORTED_ON))

.DEFAULT_GOAL := help
.PHONY: help run test setup load build publish serve bench backtest faults docs

help: ## Print this help
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "  make %-8s %s\n", $$1, $$2}' Makefile

run: setup ## Load EXPORTS=folder (else the demo company), build, check, publish and serve the pages
ifdef EXPORTS
	@$(LOAD) "$(EXPORTS)"
else
	@test -e "$(ACRE_HOME)/acre.duckdb" || { $(BIN)/python -m ingest demo --out "$(DEMO)" >/dev/null && $(LOAD) "$(DEMO)"; }
endif
	@$(BIN)/python -m publish.build --if-changed
	@$(BIN)/python -m publish --if-changed >/dev/null
	@$(MAKE) --no-print-directory serve

test: setup ## Run everything: lint, types, imports, Python, dbt, checks, pages, real browser
	@$(BIN)/ruff check . && $(BIN)/ruff format --check . && $(BIN)/mypy && $(BIN)/lint-imports --no-logo
	@$(BIN)/pytest -n auto --dist loadfile --no-loadscope-reorder

setup: .venv/ready ## Make the environment in .venv/

.venv/ready: requirements.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Acre needs Python 3.11 or newer: make PYTHON=python3.12 …")'
	@echo "Setting up .venv …"
	@$(PYTHON) -m venv .venv
	@$(BIN)/pip install --quiet --disable-pip-version-check uv==0.13.9
	@$(BIN)/uv pip install --quiet --compile-bytecode --python $(BIN)/python -r requirements.txt || $(BIN)/pip install --quiet -r requirements.txt
	@touch $@ && echo "✓ Environment ready in .venv"

load: setup ## Load EXPORTS=folder [EXPORTED_ON=date] into the warehouse
	@test -n "$(EXPORTS)" || { echo "✗ Say what to load: make load EXPORTS=folder"; exit 2; }
	@$(LOAD) "$(EXPORTS)"

build: setup ## Build the models with dbt
	@$(BIN)/python -m publish.build

publish: setup ## Check what was built and publish a release
	@$(BIN)/python -m publish

serve: setup ## Serve the pages on ADDRESS:PORT (127.0.0.1:8501)
	@env ADDRESS="$(ADDRESS)" PORT="$(PORT)" WORKERS="$(WORKERS)" $(BIN)/python -m dashboard.serving.serve

bench: setup ## Measure speed, as ratios in one run
	@$(BIN)/python -m tests.bench

backtest: setup ## Forecast the past, by all methods, and print how far off each was
	@$(BIN)/python -m tests.backtest

faults: setup ## Let every write of load, rebuild, publish and build fail, in every way
	@$(BIN)/python -m tests.faults

docs: setup ## Write the documentation of models and checks, and the list of packages
	@$(BIN)/python -m publish.docs
