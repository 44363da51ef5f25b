.DEFAULT_GOAL := run
.PHONY: run test quick lint types bench crash demo lock rehearse soak

# The first of these that fits, unless PYTHON says which; one that is asked for has a .venv of its own.
FITS := import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 15))
PYTHON ?= $(firstword $(foreach python,python3 python3.14 python3.13 python3.12 python3.11,\
            $(shell $(python) -c '$(FITS)' 2>/dev/null && echo $(python))))
VENV := .venv$(if $(filter command environment,$(origin PYTHON)),-$(notdir $(PYTHON)))
BIN := $(VENV)/bin

run: $(VENV)/fetched          ## set everything up and start the agent
	@$(BIN)/python run.py

# Where Python keeps nothing that it compiled, each process that a test starts compiles it all.
test quick: export PYTHONDONTWRITEBYTECODE =

test: lint types              ## lint, types and tests; what is held in real time comes last, alone
	$(BIN)/python -m pytest -n auto --dist worksteal -m "not realtime" --cov
	$(BIN)/python -m pytest -m realtime

quick: lint types             ## in a minute, what a change usually needs
	$(BIN)/python -m pytest -n auto --dist worksteal -m "not realtime" --quick

lint: $(VENV)/installed       ## style, format, and which room may import which
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports --no-cache --no-logo

types: $(VENV)/installed      ## mypy --strict
	$(BIN)/mypy

demo: $(VENV)/installed       ## hold two dialogs by voice in a Discord of our own
	$(BIN)/python -m tests.demo

bench: $(VENV)/installed      ## measure, and print the tables
	$(BIN)/python -m bench

crash: $(VENV)/installed      ## kill everything a thousand times (an hour), and print what was lost
	$(BIN)/python -m tests.crash

rehearse: $(VENV)/installed   ## hold our spoken dialogs with every voice that is here, and count
	$(BIN)/python -m bench.rehearsing

soak: $(VENV)/installed       ## a day on a fast clock with a fault a minute, and an hour of real time
	$(BIN)/python -m tests.soak day
	$(BIN)/python -m tests.soak hour

lock:                         ## requirements.in -> requirements.lock, for every Python (needs uv)
	UV_CUSTOM_COMPILE_COMMAND="make lock" uv pip compile --quiet --universal --python-version 3.11 --fork-strategy fewest --generate-hashes --no-emit-index-url --no-annotate --output-file requirements.lock requirements.in

# What is too large to ship is tried for once; without it everything works, only less well.
$(VENV)/fetched: $(VENV)/installed
	@$(BIN)/python run.py fetch encoder --once
	@$(BIN)/python run.py fetch moonshine --once
	@$(BIN)/python run.py fetch vosk --once
	@touch $@

# Debian splits ensurepip into python3-venv; where it is missing, pip installs itself from outside.
$(VENV)/installed: requirements.lock
	@$(or $(PYTHON),false) -c '$(FITS)' 2>/dev/null || { echo "Understudy needs Python 3.11 to 3.14, and $(if $(PYTHON),$(PYTHON) is another or missing,there is none here); install one, or say where one is: make PYTHON=/path/to/python3.12" >&2; exit 1; }
	@echo "Setting up $(VENV) with $(PYTHON) (once, about a minute) ..."
	@$(PYTHON) -m venv $(VENV) 2>/dev/null || { $(PYTHON) -m venv --without-pip $(VENV) && $(PYTHON) -m pip --python $(BIN)/python install --quiet pip; }
	@$(BIN)/python -m pip install --quiet --require-hashes --no-deps -r requirements.lock
	@touch $@
