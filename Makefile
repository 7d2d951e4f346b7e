# Everything a person runs here; `make help` lists it.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/ready
BENCH_READY := $(VENV)/bench-ready
BENCH ?=
WORKERS ?= 2
MUTANTS ?= 14
CORPUS ?=
JSON ?=

.DEFAULT_GOAL := help
.PHONY: help install browser demo generate check serve test bench corpus mutants lint format clean

help: ## Show this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "  make %-10s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

install: $(READY) ## Make .venv and install Veneer, azure_face and what tests need

$(READY): pyproject.toml generated/azure_face/pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Veneer needs Python 3.11 or newer; name one with make PYTHON=...")'
	@echo "installing into $(VENV) (once; a minute or two)"
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --upgrade 'pip>=25.1'
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[docs,serve]' --editable generated/azure_face --group test
	@$(BIN)/python -m compileall -qq generator generated/azure_face  # else each process does, where Python writes no bytecode
	@touch $(READY)

browser: ## Install chromium for the tests of pages, if there is no browser and apt-get may
	@for name in chromium chromium-browser google-chrome; do command -v $$name >/dev/null && exit; done; \
	if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
		apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -qq --no-install-recommends chromium; \
	else false; fi || echo "no browser: the tests of pages are skipped (apt-get install chromium)"

demo: $(READY) ## Regenerate azure_face, start the local service, call it through both layers
	@$(BIN)/veneer generate
	@$(BIN)/python customizations/azure_face/demo.py

generate: $(READY) ## Regenerate every package from spec/ and customizations/
	@$(BIN)/veneer generate

check: $(READY) ## Check that generated/ and spec/ are in step
	@$(BIN)/veneer check

serve: $(READY) ## Serve the stand-in of the Face service on a free loopback port
	@$(BIN)/veneer serve azure_face

test: $(READY) ## Run all tests
	@$(BIN)/python -m pytest -n $(WORKERS) --dist worksteal

mutants: $(READY) ## Try many changes of the descriptions: is each reported that touches an overlay, and no other?
	@PYTHONPATH=tests $(BIN)/python -m pins.mutants.table $(MUTANTS) $(WORKERS)

bench: $(BENCH_READY) ## Time calls, imports, models and generating; `make bench BENCH=calls` one topic
	@PYTHONPATH=tests $(BIN)/python -m bench $(BENCH)

corpus: $(READY) ## Try every description of the corpus, with a table; `make corpus CORPUS=PATTERN` some
	@PYTHONPATH=tests $(BIN)/python -m corpus $(if $(CORPUS),'$(CORPUS)') --workers $(WORKERS) $(if $(JSON),--json '$(JSON)')

$(BENCH_READY): $(READY)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --group bench
	@touch $(BENCH_READY)

lint: $(READY) ## Check style and types of the generator, the tests and what is generated
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/pyright

format: $(READY) ## Format the generator and the tests
	@$(BIN)/ruff check --fix-only .
	@$(BIN)/ruff format .

clean: ## Remove .venv and what tools leave behind
	@rm -rf $(VENV) .mypy_cache .pytest_cache .ruff_cache .hypothesis
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +
