# make run | demo | test | check | bench     (make help tells more)
SHELL := /bin/bash
PYTHON ?= python3
BIN := .venv/bin
export UV_PROJECT_ENVIRONMENT := .venv
TESTS := tests
MINUTES ?= 60
PYTEST := $(BIN)/pytest -n 2 --dist worksteal -q

.DEFAULT_GOAL := help
.PHONY: help env browser run demo secrets test test-long test-wheel check format faults fuzz fuzz-parser bench schemas servers run-servers stop-servers clean

help: ## what can be made
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

env: .venv/.locked ## the environment, exactly as locked in uv.lock
.venv/.locked: pyproject.toml uv.lock
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed: make PYTHON=python3.11 env"; exit 1; }
	@$(PYTHON) -m venv .venv >/dev/null 2>&1 || { command -v apt-get >/dev/null && [ "$$(id -u)" = 0 ] \
	  && apt-get update -qq && apt-get install -y -qq python3-venv >/dev/null && $(PYTHON) -m venv .venv; } \
	  || { echo "Python's venv module is missing: install it (Debian: apt-get install python3-venv), then run make again."; exit 1; }
	@$(BIN)/python -m pip install -q --disable-pip-version-check "uv>=0.8,<1"
	@$(BIN)/uv sync -q --frozen --inexact
	@touch $@

run: env ## poll the feeds and run the whole stream here, until Ctrl-C
	@$(BIN)/wirewatch run

demo: env ## the same on sample feeds, without any network; prints what an analyst gets
	@$(BIN)/wirewatch demo

check: env ## format, lint, types, import contracts, documents' links
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/pytest -q tests/documents

format: env ## put the code in its format
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

browser: ## a Chromium for the tests of the desk, where there is none and it can be installed
	@command -v chromium >/dev/null || { [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null && apt-get update -qq && apt-get install -y -qq chromium fonts-noto-cjk >/dev/null; } || true

test: check browser ## everything: checks, the whole suite, and the suite on the built wheel
	$(PYTEST) -m "not long" $(TESTS)
	$(MAKE) test-wheel

test-wheel: env ## unit, contract and embedded tests on the built wheel, in an environment of its own
	@rm -rf build/wheel && mkdir -p build/wheel
	$(BIN)/uv build -q --wheel --out-dir build/wheel
	UV_PROJECT_ENVIRONMENT=build/wheel/venv $(BIN)/uv sync -q --frozen --no-install-project
	$(BIN)/uv pip install -q --python build/wheel/venv/bin/python --no-deps build/wheel/*.whl
	cp -r tests docs deploy pyproject.toml build/wheel/
	cd build/wheel && WIREWATCH_SHARED="$${WIREWATCH_SHARED:-$(abspath ..)/shared}" \
	  venv/bin/pytest -n 2 -q -m "not long" tests/unit tests/contract tests/embedded

test-long: env ## the long kills, faults and fuzzing
	$(BIN)/pytest -q -s -m long $(TESTS)

faults: env ## real servers and stages killed, stopped, scaled: prints seed, faults, and what the oracle found
	$(BIN)/pytest -q -s tests/faults

fuzz: env ## the properties with new examples, many of them
	HYPOTHESIS_PROFILE=fuzz $(BIN)/pytest -q --timeout 3600 tests/property

fuzz-parser: env ## inputs bred by coverage for the way from a feed's bytes to sightings, MINUTES=60 (Linux)
	$(BIN)/uv sync -q --frozen --inexact --group fuzz
	@mkdir -p build/fuzz/found build/fuzz/corpus && cp wirewatch/demo/feeds/* build/fuzz/corpus/ 2>/dev/null || true
	$(BIN)/python -m tests.fuzz.parser_path -max_len=6000 -timeout=20 -max_total_time=$$(( $(MINUTES) * 60 )) -print_final_stats=1 \
	  -dict=tests/fuzz/feeds.dict -artifact_prefix=build/fuzz/found/ build/fuzz/corpus

bench: env ## speed, against floors measured in the same run; writes benchmarks/latest.json
	$(BIN)/python -m benchmarks

secrets: ## passwords for docker-compose.yml, into .env
	@bash deploy/secrets.sh

schemas: env ## export the JSON Schemas of the wire models
	$(BIN)/wirewatch schemas export

servers: ## start a real Kafka and a real Elasticsearch on loopback, without Docker; their data lie in wirewatch-data/
	@deploy/servers/kafka.sh start
	@deploy/servers/elasticsearch.sh start

run-servers: env ## the stages on them, one process each, until Ctrl-C
	@bash deploy/servers/run-stages.sh

stop-servers: ## end them; their data stay
	@deploy/servers/elasticsearch.sh stop
	@deploy/servers/kafka.sh stop

clean: ## remove what was made here (never the data)
	rm -rf .venv build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
