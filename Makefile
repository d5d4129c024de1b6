# `make demo` installs and runs the main job on samples/; `make test` does all its own set-up and runs everything.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
SUDO := $(shell [ "$$(id -u)" = 0 ] || echo sudo)
# External programs the tests run for real: LibreOffice (documents), Chromium (pages and PDFs), jq (the README).
DEBIAN_PACKAGES := libreoffice-writer libreoffice-core chromium chromium-driver fonts-liberation jq
PROGRAMS := soffice chromium chromedriver jq

.PHONY: demo test check bench schema system install clean

install: $(VENV)/.installed

$(VENV)/.installed: pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --disable-pip-version-check --editable '.[dev]'
	touch $@

system:
	@missing=; for program in $(PROGRAMS); do command -v $$program >/dev/null || missing=1; done; \
	if [ -n "$$missing" ]; then \
		$(SUDO) apt-get update -qq && \
		DEBIAN_FRONTEND=noninteractive $(SUDO) apt-get install -y -qq --no-install-recommends $(DEBIAN_PACKAGES); \
	fi

demo: install
	@for sample in samples/documents/*.docx; do echo "== $$sample"; $(BIN)/renja inspect "$$sample" || exit $$?; done

check: install
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

test: install system check
	$(BIN)/pytest -n 2 tests

bench: install
	$(BIN)/python -m tests.bench

schema: install
	$(BIN)/renja schema > schemas/renja.schema.json
	$(BIN)/renja schema corrections > schemas/corrections.schema.json
	$(BIN)/renja schema diff > schemas/diff.schema.json
	$(BIN)/python -m extractor.export.table_schema schemas/tables

clean:
	rm -rf $(VENV) build dist *.egg-info .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis
