# Set-up and everyday commands; `make help` lists them.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
INSTALLED := $(VENV)/.installed
TORCH_BACKEND ?= cpu
TORCH := $(shell sed -n 's/^ *"\(torch==[^"]*\)".*/\1/p' pyproject.toml)

# As pyproject.toml says; what an old Python understands, too.
CHECK_PYTHON := import sys; v = sys.version_info[:2]; sys.exit(0 if (3, 11) <= v < (3, 15) else \
	"Footnote needs Python 3.11 to 3.14, and $(PYTHON) is %d.%d: make PYTHON=python3.12" % v)

SCALE_DIR ?= var/scale

.DEFAULT_GOAL := help
.PHONY: help install ask index bot test engine check soak bench peers growth bench-scale fit ablation pictures words reference lock licences sbom

# The question goes through the environment as it was typed, so that no shell reads it as code.
unexport Q
ask: export FOOTNOTE_QUESTION = $(value Q)

help: ## list the commands
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/' | expand -t 12

export PIP_DISABLE_PIP_VERSION_CHECK := 1

# Files other than those of requirements.lock are refused. Only torch is held by its version alone, as
# its file differs from place to place; what else it needs is in the lock, but for CUDA where that file
# asks for it. On Linux the public index's does, with gigabytes; its own index has files that ask for
# none, where uv reaches that (TORCH_BACKEND=auto takes the one for a graphics card). The project itself
# is built with the lock's setuptools.
$(INSTALLED): pyproject.toml requirements.lock
	@$(PYTHON) -c '$(CHECK_PYTHON)'
	@echo "Setting up .venv; the first time this takes some minutes." >&2
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --no-deps --require-hashes --requirement requirements.lock
	UV_HTTP_TIMEOUT=15 UV_HTTP_RETRIES=0 $(BIN)/uv pip install --quiet --python $(BIN)/python \
		--torch-backend $(TORCH_BACKEND) '$(TORCH)' 2>/dev/null || \
		$(BIN)/python -m pip install --quiet '$(TORCH)'
	$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation --editable .
	@touch $@

install: $(INSTALLED) ## create .venv and install everything

ask: $(INSTALLED) ## answer a question: make ask Q="Who guards the port of Gwadar?"
	@$(BIN)/footnote index --if-stale
	@$(BIN)/footnote ask -- "$$FOOTNOTE_QUESTION"

index: $(INSTALLED) ## build the index of the articles
	@$(BIN)/footnote index

bot: $(INSTALLED) ## run the Telegram bot
	@$(BIN)/footnote bot

# Three processes on two cores: threads of their own for each product wait for one another.
test: export OMP_NUM_THREADS = 1
# Each of hundreds of processes would compile all that it imports where none may keep what it compiled.
test soak: export PYTHONDONTWRITEBYTECODE =
test: $(INSTALLED) ## run the tests
	$(BIN)/python -m pytest -n 3 --dist worksteal -m 'not soak'

check: $(INSTALLED) ## ruff, mypy, the doors between the rooms, declared packages
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/deptry .
	$(BIN)/deptry . --exclude '\.venv' --ignore DEP002,DEP004  # what only the tests import

engine: export OMP_NUM_THREADS = 1
engine: $(INSTALLED) ## the tests of INDEX_URL, with Milvus' server for one machine; some gigabytes and an hour
	$(BIN)/python -m pip install --quiet --editable '.[milvus-test]'
	$(BIN)/python -m pytest -n 2 -m 'not soak' tests/embeddings/index/stores tests/benchmarks/test_stores.py
	$(BIN)/python -m pytest -n 2 -m 'not soak' --engine tests/conversations
	$(BIN)/python -m pytest -m soak --timeout=3600 --engine tests/processes/test_killed_publishing.py \
		tests/processes/test_several_processes.py

soak: $(INSTALLED) ## the long tests
	$(BIN)/python -m pytest -m soak --timeout=3600
	$(BIN)/python -m pytest -m 'not soak' --hypothesis-profile=random $$(grep -rl hypothesis tests --include='test_*.py')

bench: $(INSTALLED) ## beside LangChain, txtai and LlamaIndex: make bench [OPTIONS=...]
	@$(BIN)/python -m tests.benchmarks.peers.compare $(QUESTIONS) $(OPTIONS)

peers: $(INSTALLED) ## bring the peers' versions up to date: make peers [UPGRADE=--upgrade]
	@cd tests/benchmarks/peers/requirements && for peer in langchain llamaindex txtai; do \
		$(CURDIR)/$(BIN)/uv pip compile --quiet --config-file uv.toml $(UPGRADE) \
			--custom-compile-command 'make peers' --output-file $$peer.txt $$peer.in; done

growth: $(INSTALLED) ## speed and memory at 100,000 passages: make growth [CORPUS_DIR=folder QUESTIONS=file.jsonl]
	@$(BIN)/python -m tests.benchmarks.growth $(QUESTIONS)

bench-scale: $(INSTALLED) ## an index as it grows to a million passages: make bench-scale [TOKEN_BITS=2 PASSAGES="1000 10000"]
	@$(BIN)/python -m tests.benchmarks.scale $(SCALE_DIR) $(PASSAGES) --write

fit: $(INSTALLED) ## fit confidence: make fit QUESTIONS=file.jsonl [OFF_TOPIC=file]
	@$(BIN)/footnote index --if-stale
	@$(BIN)/footnote fit $(QUESTIONS) $(OFF_TOPIC)

ablation: $(INSTALLED) ## what each part is worth: make ablation, with the same three
	@$(BIN)/python -m tests.benchmarks.ablation $(QUESTIONS) $(OFF_TOPIC)

pictures: $(INSTALLED) ## the README's pictures, with Chromium, from what the bot answers
	@$(BIN)/python -m tests.benchmarks.pictures

reference: $(INSTALLED) ## write docs/reference.md
	@$(BIN)/python -m tests.support.reference

words: $(INSTALLED) ## bring bot/text/locales up to date with what the bot says
	@mkdir -p var
	@$(BIN)/pybabel -q extract -k gettext -k ngettext:1,2 -k gettext_noop --no-location --sort-output \
		--project Footnote --version 0 --copyright-holder Footnote -o var/footnote.pot bot
	@for language in es ru zh ar ur; do \
		$(BIN)/pybabel -q update --no-wrap --no-fuzzy-matching --ignore-obsolete \
			--ignore-pot-creation-date -l $$language -i var/footnote.pot -o bot/text/locales/$$language.po; done

lock: $(INSTALLED) ## bring requirements.lock up to date: make lock [UPGRADE=--upgrade]
	@$(BIN)/uv pip compile --quiet --custom-compile-command 'make lock' $(UPGRADE) \
		--output-file requirements.lock pyproject.toml

licences: $(INSTALLED) ## the tables of docs/dependencies.md, from what is installed
	@$(BIN)/python -m tests.supply_chain.licences

sbom: $(INSTALLED) ## a bill of materials, var/sbom.json: CycloneDX
	@mkdir -p var
	@$(BIN)/python -m tests.supply_chain.bill_of_materials > var/sbom.json
