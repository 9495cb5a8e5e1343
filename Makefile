# make run    the demo, from a bare clone        make test   everything CI runs
# make check  all checks but the tests           make bench  weights, queries and times
# make clean  remove what these targets made     make reliability  storms, cuts, deaths, power cuts
PORT ?= 8000
DATA ?= data
PYTHON ?= python3
export PYTHON
# Each process would compile all modules anew; `make clean` removes what they write.
unexport PYTHONDONTWRITEBYTECODE
BIN := .venv/bin
ENV := $(CURDIR)/$(BIN)

.PHONY: run test check bench reliability clean requirements messages base dev
.DEFAULT_GOAL := run

run: base
	@exec $(BIN)/kentongan demo --data "$(DATA)" --port "$(PORT)"

test: dev
	@PATH="$(ENV):$$PATH" scripts/system-packages postgresql chromium gettext
	@PATH="$(ENV):$$PATH" scripts/check
	@PATH="$(ENV):$$PATH" scripts/test

check: dev
	@PATH="$(ENV):$$PATH" scripts/system-packages gettext
	@PATH="$(ENV):$$PATH" scripts/check

bench: dev
	@PATH="$(ENV):$$PATH" scripts/system-packages postgresql
	@PATH="$(ENV):$$PATH" scripts/bench

reliability: dev
	@PATH="$(ENV):$$PATH" scripts/system-packages postgresql strace
	@PATH="$(ENV):$$PATH" scripts/reliability

clean:
	rm -rf .venv build dist .cache .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .hypothesis
	find src tests scripts -name __pycache__ -type d -prune -exec rm -rf {} +
	find src -name '*.egg-info' -type d -prune -exec rm -rf {} +
	find src -name '*.mo' -delete

# The English texts, brought up to date with the code; fill what is new in the .po file by hand.
messages: dev
	@PATH="$(ENV):$$PATH" scripts/system-packages gettext
	cd src/kentongan && $(ENV)/django-admin makemessages --locale en --no-location --no-wrap --no-obsolete

# The pinned files, made again from the .in files. Add UPGRADE=--upgrade for newer versions.
requirements: dev
	cd requirements && for name in install base dev; do \
	  $(ENV)/uv pip compile --quiet --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links \
	    $(UPGRADE) --custom-compile-command 'make requirements' -o $$name.txt $$name.in || exit 1; done

base: .venv/installed-base
dev: .venv/installed-dev

.venv/installed-base: .venv/installed-tools requirements/base.txt pyproject.toml
	@scripts/install requirements/base.txt
	@touch $@

.venv/installed-dev: .venv/installed-base requirements/dev.txt
	@scripts/install requirements/dev.txt
	@touch $@

.venv/installed-tools: requirements/install.txt scripts/install
	@scripts/install --tools
	@touch $@
