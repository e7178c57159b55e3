# Everything that needs a fresh machine to have only Python 3.11 or later and make.

PYTHON ?= python3
ifeq ($(OS),Windows_NT)
BIN := .venv/Scripts
else
BIN := .venv/bin
endif

.PHONY: demo test install dev clean

demo: $(BIN)/kochmon  ## the main job on sample_texts, told as a story
	@$(BIN)/python -m indexer.demo

test: .venv/dev  ## all tests
	@$(BIN)/python -m pytest

install: $(BIN)/kochmon
dev: .venv/dev

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Kochmon needs Python 3.11 or later; name one with: make PYTHON=python3.12"; exit 1; }
	@$(PYTHON) -m venv .venv || { rm -rf .venv; \
	  echo "This Python cannot make a virtual environment. On Debian and Ubuntu: apt install python3-venv"; exit 1; }

$(BIN)/kochmon: $(BIN)/python pyproject.toml
	@echo "setting up .venv (once) …"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .
	@touch $@

.venv/dev: $(BIN)/kochmon
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	@touch $@

clean:
	rm -rf .venv .venv-extras demo build dist
