# Two commands do everything on a new Debian 12 machine (root or sudo):
#   make book     output/book.pdf
#   make test     lint, types, tests

BOOK_OPTIONS ?=
ROOM_OPTIONS ?=
PYTEST_OPTIONS ?=
MUTANTS_OPTIONS ?=
BIN := .venv/bin
# Images set PYTHONDONTWRITEBYTECODE; every process would translate all tests anew, for 8 s of CPU.
PYTEST := env -u PYTHONDONTWRITEBYTECODE $(BIN)/python -m pytest
EVERY_CORE := -n auto --dist worksteal

.PHONY: help book room test test-room quick slow conformance mutants setup lint format lock clean
.NOTPARALLEL:

help: ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-11s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

book: ## set up what is missing, then output/book.pdf (BOOK_OPTIONS="--final")
	@sh scripts/setup.sh book
	@$(BIN)/python build.py book $(BOOK_OPTIONS)

test: lint ## set up, lint, type check, tests (PYTEST_OPTIONS="-k contents")
	$(PYTEST) $(EVERY_CORE) $(PYTEST_OPTIONS)

room: ## set up what is missing, then the proof room (ROOM_OPTIONS="--port 8000")
	@sh scripts/setup.sh room
	@$(BIN)/python build.py room $(ROOM_OPTIONS)

test-room: ## the proof room in a real browser
	@sh scripts/setup.sh browser
	$(PYTEST) roomtests $(PYTEST_OPTIONS)

quick: setup ## the tests that are not marked slow
	$(PYTEST) $(EVERY_CORE) -m "not slow" $(PYTEST_OPTIONS)

slow: setup ## all tests, and which of them should be marked slow, or need not
	$(PYTEST) --scales $(PYTEST_OPTIONS)

conformance: ## veraPDF, qpdf and Ghostscript judge books of every kind
	@sh scripts/setup.sh conformance
	$(PYTEST) conformance $(PYTEST_OPTIONS)

mutants: ## the tests judged by random changes of the program, docs/mutants.md
	@sh scripts/setup.sh mutants
	nice $(BIN)/python scripts/mutants.py $(MUTANTS_OPTIONS)

setup: ## system packages, fonts, virtual environment for book and tests
	@sh scripts/setup.sh test

lint: setup ## ruff and mypy
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

format: setup ## let ruff rewrite the sources
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

lock: ## requirements*.txt from pyproject.toml
	@sh scripts/lock.sh

clean: ## remove everything that was made here, the virtual environment too
	rm -rf .venv .pytest_cache .ruff_cache .mypy_cache .hypothesis dist output
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
