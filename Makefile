# wirewatch: `make run` shows the whole path, `make test` proves it.
PYTHON ?= python3
BIN := .venv/bin
CHECK_ONLY := $(if $(CI),--check)

.PHONY: run test quick check lock clean

run: .venv/installed  ## set up, then the demo: one pass over a bundled newsroom
	@$(BIN)/wirewatch demo

test: .venv/installed-dev  ## set up, then every test, with real servers
	$(BIN)/pytest

quick: .venv/installed-dev  ## the tests that need no server process
	$(BIN)/pytest -m "not server"

check: .venv/installed-dev  ## format, lint, types, layering
	$(BIN)/ruff format $(CHECK_ONLY) .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

lock: .venv/installed-dev  ## resolve both locks anew
	$(BIN)/pip install -q uv
	$(BIN)/uv pip compile -q --upgrade --universal --generate-hashes --no-strip-extras --no-header --no-emit-index-url --no-emit-find-links --python-version 3.11 --extra build pyproject.toml -o requirements.lock
	$(BIN)/uv pip compile -q --universal --generate-hashes --no-strip-extras --no-header --no-emit-index-url --no-emit-find-links --python-version 3.11 --extra build --extra dev -c requirements.lock pyproject.toml -o requirements-dev.lock

clean:
	rm -rf .venv .wirewatch build *.egg-info .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis

# Debian splits ensurepip off into python3-venv; where it is missing, the system's pip fills the environment.
.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "wirewatch needs Python 3.11 or newer; say make PYTHON=python3.12")'
	@$(PYTHON) -m venv .venv >/dev/null 2>&1 || { rm -rf .venv && $(PYTHON) -m venv --without-pip .venv && $(PYTHON) -m pip --python .venv/bin/python install -q pip; }

# The locks are complete, so nothing is resolved: older pips fail at that with hashes and extras (pypa/pip before 23.3).
INSTALL = $(BIN)/python -m pip install -q --disable-pip-version-check --no-deps
LOG = >.venv/install.log 2>&1 || { cat .venv/install.log; exit 1; }

.venv/installed: .venv/bin/python requirements.lock pyproject.toml
	@echo "Setting up .venv (about half a minute, once) ..."
	@$(INSTALL) --require-hashes -r requirements.lock $(LOG)
	@$(INSTALL) --no-build-isolation -e . $(LOG)
	@touch $@

.venv/installed-dev: .venv/bin/python requirements-dev.lock pyproject.toml
	@echo "Setting up .venv with what the tests need (about half a minute, once) ..."
	@$(INSTALL) --require-hashes -r requirements-dev.lock $(LOG)
	@$(INSTALL) --no-build-isolation -e . $(LOG)
	@touch $@ .venv/installed
