PYTHON ?= python3
VENV   ?= .venv
BIN    := $(VENV)/bin

.PHONY: demo run test check bench format messages pictures help

help: ## what there is
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

demo: $(VENV)/.run ## play a whole exchange in the browser, no Telegram needed
	@echo "Starting…"
	@$(BIN)/python -m bot demo

run: $(VENV)/.run ## run both bots with the tokens in .env
	@$(BIN)/python -m bot run

test: $(VENV)/.dev ## every test
	$(BIN)/python -m pytest -n auto

check: $(VENV)/.dev ## style, types, imports
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: $(VENV)/.dev ## figures, as ratios in one run
	$(BIN)/python -m tests.bench

format: $(VENV)/.dev ## tidy the source
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

messages: $(VENV)/.dev ## collect the words people read into the catalogues
	$(BIN)/python -m bot.locales

pictures: $(VENV)/.dev ## README's pictures and the life cycles' drawings, made anew
	$(BIN)/python -m tests.documents.life_cycles
	$(BIN)/python -m tests.documents.pictures

# Says in one line what is missing, then what it does and how long that takes.
define install
	@command -v $(PYTHON) >/dev/null || { echo "✗ There is no $(PYTHON): install Python 3.11 or newer, or name one, such as make PYTHON=python3.12"; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "✗ $(PYTHON) is older than 3.11: name a newer one, such as make PYTHON=python3.12"; exit 1; }
	@$(PYTHON) -c 'import venv, ensurepip' 2>/dev/null || { echo "✗ $(PYTHON) has no venv: install it (Debian, Ubuntu: apt install python3-venv)"; exit 1; }
	@echo "Installing $$(grep -c == $<) packages into $(VENV), this once; which takes a few minutes…"
	@$(PYTHON) -m venv $(VENV)
	@$(BIN)/pip install --quiet --no-compile --disable-pip-version-check --require-hashes --requirement $<
	@echo "✓ Installed."
endef

$(VENV)/.run: requirements.lock
	$(install)
	@touch $@

$(VENV)/.dev: requirements-dev.lock
	$(install)
	@touch $@ $(VENV)/.run
