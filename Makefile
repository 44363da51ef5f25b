.DEFAULT_GOAL := run
.PHONY: run test lint types bench demo lock
PYTHON ?= python3
BIN := .venv/bin

run: .venv/fetched            ## set everything up and start the agent
	@$(BIN)/python run.py

test: lint types              ## lint, types and tests
	$(BIN)/python -m pytest

lint: .venv/installed         ## ruff: style and format
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: .venv/installed        ## mypy --strict
	$(BIN)/mypy

demo: .venv/installed         ## hold two dialogs by voice in a Discord of our own
	$(BIN)/python -m tests.demo

bench: .venv/installed        ## measure, and print the tables
	$(BIN)/python -m bench

lock:                         ## requirements.in -> requirements.lock (needs pip-tools)
	pip-compile --quiet --generate-hashes --no-emit-index-url --no-emit-find-links --no-emit-trusted-host --allow-unsafe --strip-extras --output-file=requirements.lock requirements.in

# Debian splits ensurepip into python3-venv; where it is missing, pip installs itself from outside.
# What is too large to ship is tried for once; without it everything works, only less well.
.venv/fetched: .venv/installed
	@$(BIN)/python run.py fetch encoder --once
	@$(BIN)/python run.py fetch vosk --once
	@touch $@

.venv/installed: requirements.lock
	@echo "Setting up .venv (once, about a minute) ..."
	@$(PYTHON) -m venv .venv 2>/dev/null || { $(PYTHON) -m venv --without-pip .venv && $(PYTHON) -m pip --python $(BIN)/python install --quiet pip; }
	@$(BIN)/python -m pip install --quiet --require-hashes --no-deps -r requirements.lock
	@touch $@
