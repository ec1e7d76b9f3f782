# Every chore of the portal is one word; `make` alone lists them. Plain POSIX tools and GNU make 3.81, which macOS has.

PORT ?= 8000
PY := .venv/bin/python
APPS := wpsnet members actionplans meetings newsletters observatory
.DEFAULT_GOAL := help
.PHONY: help run test stop code setup lint format lock shell bench bench-directory bench-documents bench-registry bench-mail bench-summary clean

# A set of packages is installed when the stamp with the checksum of its list is there.
sum = $(shell cksum < $(1) | tr ' ' '-')
RUN_STAMP := .venv/installed-$(call sum,requirements.txt)
DEV_STAMP := .venv/installed-dev-$(call sum,requirements-dev.txt)
INSTALLED := $(or $(wildcard $(DEV_STAMP)),$(RUN_STAMP))

help: ## This list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-15s %s\n", $$1, $$2 }' Makefile

run: $(INSTALLED) ## Start everything at http://localhost:8000/ (another port: make run PORT=8001); Ctrl-C ends it
	@PORT=$(PORT) $(PY) manage.py run

test: $(DEV_STAMP) ## Check style, contracts, migrations, settings and texts, then run the tests: what CI runs
	$(PY) -m ruff check .
	$(PY) -m ruff format --check .
	.venv/bin/lint-imports
	$(PY) manage.py makemigrations --check --dry-run
	$(PY) manage.py check
	$(PY) manage.py texts check
	$(PY) -m pytest -n 2 --dist loadfile --no-loadscope-reorder -q

stop: ## End the database and queue that manage.py commands leave running (make run ends its own)
	@[ ! -x $(PY) ] || $(PY) -m wpsnet.embedded stop

code: $(INSTALLED) ## The six digits with which a demonstration account of the secretariat signs in: make code WHO=editor
	@$(PY) manage.py demo_accounts --code $(or $(WHO),editor)

setup: $(INSTALLED) ## Make .venv and install the packages, where that is not done
	@echo "The packages are installed."

lint: $(DEV_STAMP) ## Find faults of style, and mend those that a program can mend
	$(PY) -m ruff check --fix .
	.venv/bin/lint-imports

format: $(DEV_STAMP) ## Lay out the Python code
	$(PY) -m ruff format .

# With extras in their lines: pip 23 asks an extra of a package that is not pinned so for its newest release, and stops there.
lock: ## Resolve the packages of pyproject.toml into both requirements files (needs uv)
	@command -v uv >/dev/null || { echo "This chore needs uv: https://docs.astral.sh/uv/ tells how to install it."; exit 1; }
	uv pip compile --quiet --universal --no-strip-extras --generate-hashes --no-header --no-annotate pyproject.toml -o requirements.txt
	uv pip compile --quiet --universal --no-strip-extras --generate-hashes --no-header --no-annotate --group dev pyproject.toml \
		-o requirements-dev.txt

shell: $(INSTALLED) ## A Python prompt that knows the models
	@$(PY) manage.py shell

bench: $(DEV_STAMP) ## Measure
	$(PY) -m bench

bench-directory: $(DEV_STAMP) ## Measure the directory and the board with 50 and with 5,000 members
	$(PY) -m bench.directory

bench-documents: $(DEV_STAMP) ## Measure the search in 2,000 documents of 100 pages
	$(PY) -m bench.documents

bench-registry: $(DEV_STAMP) ## Measure the plan registry with the real data and with 10,000 plans
	$(PY) -m bench.registry

bench-mail: $(DEV_STAMP) ## Measure bulk mail against smtplib, Django, Celery and django-newsletter (SIZE=20000 readers)
	$(PY) -m bench.mail --size $(or $(SIZE),20000)

bench-summary: $(DEV_STAMP) ## Measure the PDF of a chair's summary against bare WeasyPrint, and from the store
	$(PY) -m bench.summary_pdf

clean: stop ## Delete all that can be made again: .venv, caches, collected files (the data in var/ stay)
	rm -rf .venv static-collected .pytest_cache .ruff_cache .import_linter_cache .hypothesis
	find $(wildcard $(APPS) tests) -name __pycache__ -type d -prune -exec rm -rf {} +

# --- Setting up -----------------------------------------------------------------------------------------------------

NEW_ENOUGH = -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1
# Looked up only when needed (=, not :=).
PYTHON = $(shell for name in python3 python3.13 python3.12 python3.11; do \
	$$name $(NEW_ENOUGH) && { echo $$name; break; }; done)

# Everything here may find a half-made .venv, of an installation that was stopped or of a Python that is gone.
define MAKE_VENV
	python='$(PYTHON)'; \
	if [ -z "$$python" ]; then \
		echo "Python 3.11 or newer is needed: install it (apt install python3 python3-venv; brew install python@3.13)."; exit 1; \
	fi; \
	if [ "$$(df -Pk . | awk 'NR == 2 { print $$4 }')" -lt 1000000 ]; then \
		echo "The disk is full: free at least 1 GB, or move this folder to another disk, and start again."; exit 1; \
	fi; \
	if command -v uv >/dev/null; then \
		$(PY) $(NEW_ENOUGH) || uv venv --quiet --clear --python "$$python" .venv; \
	elif ! { $(PY) $(NEW_ENOUGH) && $(PY) -m pip --version >/dev/null 2>&1; }; then \
		"$$python" -c 'import ensurepip, venv' 2>/dev/null || { \
			echo "Python's venv module is missing: apt install $$python-venv, then start again."; exit 1; }; \
		rm -rf .venv && "$$python" -m venv .venv; \
	fi
endef

# Bytecode is compiled here even where PYTHONDONTWRITEBYTECODE is set: else every start compiles 1,300 files again.
define INSTALL
	@$(MAKE_VENV)
	@echo "Installing the packages (100 MB or more; half a minute on a fast line) ..."
	@if command -v uv >/dev/null; then \
		uv pip install --quiet --python $(PY) --compile-bytecode --require-hashes -r $(1); \
	else \
		$(PY) -m pip install --quiet --disable-pip-version-check --no-input --compile --require-hashes -r $(1); \
	fi
	@$(PY) -m compileall -q $(APPS)
	@touch $@
endef

# A stamp counts only while the Python that it is about is there.
ifneq ($(shell $(PY) $(NEW_ENOUGH) && echo works),works)
$(RUN_STAMP) $(DEV_STAMP): again
.PHONY: again
again:
endif

$(RUN_STAMP):
	$(call INSTALL,requirements.txt)

$(DEV_STAMP):
	$(call INSTALL,requirements-dev.txt)
