PYTHON ?= python3
VENV   ?= .venv
BIN    := $(VENV)/bin

# What was read once is read faster: some machines forbid it, and each start costs seconds more.
export PYTHONDONTWRITEBYTECODE :=

.PHONY: demo run test proofs shortproofs played cover check mutants personas year bench format messages pictures storybook docs help

help: ## what there is
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

demo: $(VENV)/.run ## play a whole exchange in the browser, no Telegram needed
	@echo "Starting…"
	@$(BIN)/python -m bot demo

run: $(VENV)/.run ## run both bots with the tokens in .env
	@$(BIN)/python -m bot run

test: $(VENV)/.dev ## every test but the long proofs
	$(BIN)/python -m pytest -n auto --dist worksteal -m "not proofs"

proofs: $(VENV)/.dev ## kills, faults, long series, the demo played, a browser: what takes its time
	$(BIN)/python -m pytest -n auto --dist worksteal -m proofs

shortproofs: $(VENV)/.dev ## the proofs that take less than a minute or two each, the demo played and a browser among them: CI runs these
	$(BIN)/python -m pytest -n auto --dist worksteal -m "proofs and not long"

played: $(VENV)/.dev ## the demo played to its end, and its page in a browser
	$(BIN)/python -m pytest tests/bot/demo/test_played.py tests/browser

cover: $(VENV)/.dev ## rules and screens once more, watched, which trebles their time: branches entered, held to the floors in pyproject.toml
	$(BIN)/python -m pytest -n auto --dist worksteal -m "rules or screens" --cov --cov-report=json
	$(BIN)/python -m tests.floors

mutants: $(VENV)/.dev ## break a rule at a time: do the tests of its room notice?
	$(BIN)/python -m tests.mutants

check: $(VENV)/.dev ## style, types, imports
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

personas: $(VENV)/.dev ## invented people of every character apply by chat and live on: PEOPLE=200, SEED, ONLY, DAYS; WRITE=1 writes their tables
	CXC_PATIENCE=$${CXC_PATIENCE:-6} $(BIN)/python -m tests.personas

year: $(VENV)/.dev ## a programme's years, lived by people with telephones: SIZE=1000 exchanges, SEED, ON=postgresql; WRITE=1 writes docs/year.md
	$(BIN)/python -m tests.year

bench: $(VENV)/.dev ## figures, as ratios in one run
	$(BIN)/python -m tests.bench

format: $(VENV)/.dev ## tidy the source
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

messages: $(VENV)/.dev ## collect the words people read into the catalogues
	$(BIN)/python -m bot.locales

pictures: $(VENV)/.dev ## README's pictures, and the drawings of rooms and life cycles
	$(BIN)/python -m tests.documents.drawings
	$(BIN)/python -m tests.documents.pictures

storybook: $(VENV)/.dev ## every screen in every language, as a page; also renews what tests compare
	$(BIN)/python -m tests.screens

docs: $(VENV)/.dev ## what is written here as a small site, in build/site; with the storybook, where it was made
	$(BIN)/python -m tests.documents.site

# Says in one line what is missing, then what it does and how long that takes.
define install
	@command -v $(PYTHON) >/dev/null || { echo "✗ There is no $(PYTHON): install Python 3.11 or newer, or name one, such as make PYTHON=python3.12"; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "✗ $(PYTHON) is older than 3.11: name a newer one, such as make PYTHON=python3.12"; exit 1; }
	@$(PYTHON) -c 'import venv, ensurepip' 2>/dev/null || { echo "✗ $(PYTHON) has no venv: install it (Debian, Ubuntu: apt install python3-venv)"; exit 1; }
	@echo "Installing $$(grep -c == $<) packages into $(VENV), this once; which takes a few minutes…"
	@$(PYTHON) -m venv $(VENV)
	@$(BIN)/pip install --quiet --no-compile --disable-pip-version-check --no-deps --require-hashes --requirement $<
	@echo "✓ Installed."
endef

$(VENV)/.run: requirements.lock
	$(install)
	@touch $@

$(VENV)/.dev: requirements-dev.lock
	$(install)
	@touch $@ $(VENV)/.run
