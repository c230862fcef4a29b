# make run    set up, fetch the default model, translate input/ into output/
# make test   every check: lint, types, tests
# make setup  the virtual environment alone

PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin

.PHONY: run setup test lint types tests bench clean
.DEFAULT_GOAL := run

run: setup
	$(BIN)/pxtranslate models pull
	$(BIN)/pxtranslate batch input/ -o output/

setup: $(VENV)/.ready
$(VENV)/.ready: pyproject.toml constraints.txt
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade "pip>=25"
	$(BIN)/python -m pip install --quiet --constraint constraints.txt torch==2.13.0
	$(BIN)/python -m pip install --quiet --constraint constraints.txt --editable ".[dev,ocr,evaluate,web,parquet]"
	touch $@

test: lint types tests
lint: setup
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
types: setup
	$(BIN)/mypy
tests: setup
	.ci/install
	$(BIN)/pxtranslate models pull qwen2.5-coder-0.5b-instruct
	$(BIN)/pytest -n 2 --dist loadfile --cov=pxtranslate --cov-report=term:skip-covered --cov-fail-under=90

bench: setup
	$(BIN)/pxtranslate models pull qwen2.5-coder-1.5b-instruct
	$(BIN)/python -m evaluate.contest --write
	$(BIN)/python -m evaluate.bench

clean:
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache
