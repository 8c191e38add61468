# Needs Python 3.11 or later with pip, and GNU make; everything else is installed into .venv from the lock files.
# Works on Linux, macOS and Windows (in git-bash). Another Python: make PYTHON=python3.12 build

ifeq ($(OS),Windows_NT)
PYTHON ?= python
VENV_PYTHON := .venv/Scripts/python.exe
else
PYTHON ?= python3
VENV_PYTHON := .venv/bin/python
endif
UV ?= uv

BUILD_READY := .venv/build-ready
TEST_READY := .venv/test-ready
# pip of the machine's own Python fills the environment, so that the environment needs none (nor Debian's python3-venv).
INSTALL := $(PYTHON) -m pip --python .venv --disable-pip-version-check --no-input install -qq --require-hashes --only-binary :all:
COMPILE := $(UV) pip compile pyproject.toml --quiet --universal --python-version 3.11 --generate-hashes --custom-compile-command "make lock"

.PHONY: build test check format bench audit golden messages lock clean help

build: $(BUILD_READY)  ## write the documents into build/
	$(VENV_PYTHON) -m som_cli build

test: $(TEST_READY)  ## run the tests
	$(VENV_PYTHON) -m pytest -q -n auto

check: $(TEST_READY)  ## check format, lint and types
	$(VENV_PYTHON) -m ruff format --check .
	$(VENV_PYTHON) -m ruff check .
	$(VENV_PYTHON) -m mypy

format: $(TEST_READY)  ## set the code in its format, mend what the linter can
	$(VENV_PYTHON) -m ruff check --fix .
	$(VENV_PYTHON) -m ruff format .

bench: $(TEST_READY)  ## compare speed with its floors and bars
	$(VENV_PYTHON) -m pytest -q -s tests/benchmarks

audit: $(TEST_READY)  ## check every report of the real plans in every format and language
	$(VENV_PYTHON) -m pytest -q -n auto tests/audit

golden: $(TEST_READY)  ## write the golden files anew, for a reader of the diff to judge
	$(VENV_PYTHON) -m pytest -q -n auto --golden=write

messages: $(TEST_READY)  ## collect the messages of the code into the catalogues and compile these
	$(VENV_PYTHON) -m tests.tools.catalogue update

lock:  ## choose the versions of all libraries anew (needs uv: pip install uv)
	$(COMPILE) --upgrade --output-file requirements.lock
	$(COMPILE) --upgrade --group dev --constraint requirements.lock --output-file requirements-dev.lock

clean:  ## remove the environment, the documents and all caches
	rm -rf .venv build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis

help:  ## show this list
	@sed -n 's/^\([a-z]*\):.*  ## /\1: /p' Makefile

$(BUILD_READY): requirements.lock
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or later is needed; name it: make PYTHON=python3.12")'
	@echo "Installing the libraries into .venv (once; takes a minute or two)"
	$(PYTHON) -m venv --clear --without-pip .venv
	$(INSTALL) -r requirements.lock
	@touch $@

$(TEST_READY): requirements-dev.lock $(BUILD_READY)
	@echo "Installing the tools for tests into .venv (once)"
	$(INSTALL) -r requirements-dev.lock
	@touch $@
