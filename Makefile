PYTHON ?= python3
VENV   ?= .venv
BIN    := $(VENV)/bin

.PHONY: demo run test check bench format messages storybook help

help: ## what there is
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

demo: $(VENV)/.run ## play a whole exchange in the browser, no Telegram needed
	$(BIN)/python -m bot demo

run: $(VENV)/.run ## run both bots with the tokens in .env
	$(BIN)/python -m bot run

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

storybook: $(VENV)/.dev ## every screen in every language, as a page; also renews what tests compare
	$(BIN)/python -m tests.screens

$(VENV)/.run: requirements.lock
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --no-compile --require-hashes --requirement $<
	touch $@

$(VENV)/.dev: requirements-dev.lock
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --no-compile --require-hashes --requirement $<
	touch $@ $(VENV)/.run
