# Each target is one line of its own tool; the first use of one makes .venv.
# Another Python: make lab PYTHON=python3.12
PYTHON ?= python3
BIN := .venv/bin
DISPLAYS := $(DISPLAY)$(WAYLAND_DISPLAY)$(BROWSER)$(filter Darwin,$(shell uname))
# The first chapter: of the edition in the reader's language, where there is one.
EDITION := $(firstword $(subst :, ,$(LANGUAGE)))
FIRST = $(firstword $(and $(EDITION),$(wildcard notebooks/$(EDITION)/00*.ipynb)) notebooks/00_start_here.ipynb)
LAB_FLAGS := $(if $(DISPLAYS),,--no-browser) $(if $(filter 0,$(shell id -u)),--allow-root)

# A reader's Python keeps its bytecode; so do the hundreds that the tests start.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: lab test notebooks site browser lint bench latency endurance environments audit clean

lab: .venv/lab .venv/trusted
	$(BIN)/jupyter lab $(LAB_FLAGS) --LabApp.default_url=/lab/tree/$(FIRST)

test: .venv/test
	$(BIN)/python -m pytest -n 3 --dist loadfile --no-loadscope-reorder

notebooks: .venv/test
	$(BIN)/python tools/execute_notebooks.py

site: .venv/test
	$(BIN)/python -m tools.build_site

browser: .venv/test
	ALL_CHAPTERS=1 $(BIN)/python -m pytest -n 2 tests/test_in_the_browser.py

lint: .venv/test
	$(BIN)/ruff check . && $(BIN)/ruff format --check . \
	&& $(BIN)/deno fmt --check && $(BIN)/deno lint && $(BIN)/deno check softmax_lib

bench: .venv/test
	$(BIN)/python -m benchmarks.layers
	$(BIN)/python -m benchmarks.chunks
	$(BIN)/python -m benchmarks.budgets
	$(BIN)/python -m benchmarks.course

latency: .venv/test
	$(BIN)/python -m benchmarks.latency

endurance: .venv/test
	$(BIN)/python -m benchmarks.endurance

environments: .venv/test
	$(BIN)/python -m tools.test_environments

audit: AUDIT = $(BIN)/python -m uv tool run pip-audit --strict --disable-pip
audit: .venv/test
	$(AUDIT) --no-deps -r requirements.txt -r requirements-dev.txt
	$(AUDIT) --require-hashes -r requirements-browser.txt

clean:
	rm -rf .venv _site dist .hypothesis .pytest_cache .ruff_cache

.venv/lab: requirements.txt pyproject.toml | $(BIN)/pip
	$(BIN)/python -m pip install -r requirements.txt
	$(BIN)/python -m pip install --no-deps -e .
	touch $@

.venv/trusted: $(wildcard notebooks/*.ipynb notebooks/*/*.ipynb) | .venv/lab
	$(BIN)/jupyter trust $^
	touch $@

.venv/test: requirements-dev.txt pyproject.toml | $(BIN)/pip
	$(BIN)/python -m pip install -r requirements-dev.txt
	$(BIN)/python -m pip install --no-deps -e .
	touch .venv/lab $@

$(BIN)/pip:
	@test -w . || \
	  { echo 'This folder is read-only; copy the course to a folder of yours, and run make there' >&2; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo 'Python 3.11 or newer is needed; install it, or name it: make PYTHON=python3.12' >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || \
	  { echo 'Python lacks the venv module; on Debian and Ubuntu: apt install python3-venv' >&2; exit 1; }
	$(PYTHON) -m venv .venv
