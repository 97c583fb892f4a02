# Each target makes what it needs: a virtual environment from a hashed lock file, made anew only when that file changed.
PYTHON ?= python3
DEV := .venv
RUN := build/venv
export PIP_DISABLE_PIP_VERSION_CHECK = 1
export PIP_NO_INPUT = 1

# Tests write a hundred thousand small files and wait for the disk to have them: in memory they take half the time.
MEMORY := $(shell df -Pk /dev/shm 2>/dev/null | awk 'NR == 2 && $$4 > 2000000 && !ENVIRON["TMPDIR"] { print "/dev/shm" }')
# Tests of a module stay together, so that what it makes for all of them is made once; who is done early takes from the other.
PYTEST := $(if $(MEMORY),TMPDIR=$(MEMORY) )$(DEV)/bin/pytest -n 2 --dist worksteal
# Tests of the core: what has no files, processes or pages around it.
CORE := tests/lang tests/stages tests/model tests/files

.PHONY: demo test coverage check docs dist bench acceptance lock tools clean

demo: $(RUN)/.ready
	@$(RUN)/bin/python scripts/demo.py

# Under CI=true a floor of coverage holds, too.
test: $(DEV)/.ready tools
	@if [ "$(CI)" = true ]; then $(MAKE) --no-print-directory coverage; else $(PYTEST); fi

# The same tests in two parts: those of the core also measure how much of it they run (pyproject.toml has the floor), which
# takes them twice the CPU time; those of the rest mostly run in browsers and processes of their own.
coverage: $(DEV)/.ready tools
	$(PYTEST) --cov --cov-report=term:skip-covered $(CORE)
	$(PYTEST) $(addprefix --ignore=,$(CORE))

check: $(DEV)/.ready
	$(DEV)/bin/ruff format --check .
	$(DEV)/bin/ruff check .
	$(DEV)/bin/mypy
	$(DEV)/bin/lint-imports
	$(DEV)/bin/codespell
	$(DEV)/bin/python scripts/build_docs.py

# The documentation site, build/docs/html.
docs: $(DEV)/.ready
	$(DEV)/bin/python scripts/build_docs.py

# The wheel and the sdist, reproducible: built twice, the same bytes.
dist: $(DEV)/.ready
	@scripts/dist

bench: $(DEV)/.ready
	$(DEV)/bin/python -m benchmarks

# What is too large for CI.
acceptance: $(DEV)/.ready
	@scripts/acceptance

# Programs that tests use as oracles; without the right to install them, tests that need them are skipped.
tools:
	@scripts/tools

lock:
	uv pip compile --quiet --generate-hashes --no-emit-index-url --no-header --python-version 3.11 pyproject.toml -o requirements/run.txt
	uv pip compile --quiet --generate-hashes --no-emit-index-url --no-header --python-version 3.11 --group build -o requirements/build.txt
	uv pip compile --quiet --generate-hashes --no-emit-index-url --no-header --python-version 3.11 --extra lsp --extra cluster --group dev --group s3 -c requirements/run.txt -c requirements/build.txt pyproject.toml -o requirements/dev.txt

$(DEV)/.ready: requirements/dev.txt pyproject.toml
	@scripts/venv $(PYTHON) $(DEV) requirements/dev.txt

$(RUN)/.ready: requirements/run.txt pyproject.toml
	@scripts/venv $(PYTHON) $(RUN) requirements/run.txt

clean:
	rm -rf build dist .venv .coverage .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
