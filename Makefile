# 처음이면 `make run`(포털 열기)과 `make test`(모든 시험)만 알면 됩니다.
# Needs python3 >= 3.11, python3-venv, make and a package index; everything else lands in .venv.

PYTHON ?= python3
HOST ?= 127.0.0.1
PORT ?= 8000
export HOST PORT

VENV := .venv
PY := $(VENV)/bin/python
LOCKS := .ci/requirements
# Django's templates are formatted, the Jinja2 ones only linted: djlint does not see where a tag with
# a call in it begins (`<dd{{ ko() }}>`), breaks the value inside it off its line, and spreads the
# attributes of rows that a page repeats hundreds of times over lines of indented blanks.
PAGES := templates/pages
OFFICE := $(filter-out $(PAGES),$(wildcard templates/*))
STATIC := $(shell find static */static 2>/dev/null)
# What checks and tests see instead of .env.
NEUTRAL := ENV_FILE=/dev/null SECRET_KEY=neutral DATABASE_URL=sqlite://:memory:
DEPLOYED := ENV_FILE=/dev/null SECRET_KEY=$(shell seq -s k 40) SECURE_SSL=true DEBUG=false \
	ALLOWED_HOSTS=exchange.example.go.kr DATABASE_URL=postgres://exchange@localhost/exchange

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help run install test test-sqlite test-postgres check format bench lighthouse lock messages \
	clean

help: ## 이 목록
	@sed -n 's/^\([a-z-]*\):.*## /  make \1\t/p' $(MAKEFILE_LIST) | expand -t 22

run: install ## 포털을 http://127.0.0.1:8000 에서 엽니다 (HOST, PORT)
	@$(PY) manage.py setup_site
	@exec $(PY) -m gunicorn --config python:exchange.gunicorn

install: $(VENV)/.run .env staticfiles/staticfiles.json ## 열지 않고 설치만 (데이터베이스는 manage.py setup_site)

test: $(VENV)/.dev ## 모든 시험을 SQLite와 PostgreSQL에서 (ARGS는 pytest로)
	@$(PY) -m tests.run sqlite postgres -- $(ARGS)

test-sqlite: $(VENV)/.dev ## SQLite에서만
	@$(PY) -m tests.run sqlite -- $(ARGS)

test-postgres: $(VENV)/.dev ## PostgreSQL에서만
	@$(PY) -m tests.run postgres -- $(ARGS)

check: $(VENV)/.dev ## 코드와 템플릿의 모양, 빠진 마이그레이션, 배포 설정
	$(PY) -m ruff check .
	$(PY) -m ruff format --check .
	$(PY) -m djlint --quiet --lint $(OFFICE)
	$(PY) -m djlint --quiet --check $(OFFICE)
	$(PY) -m djlint --quiet --lint --profile jinja $(PAGES)
	$(NEUTRAL) $(PY) -W error manage.py makemigrations --check --dry-run
	$(DEPLOYED) $(PY) -W error manage.py check --deploy --fail-level WARNING

format: $(VENV)/.dev ## 모양을 고칩니다
	$(PY) -m ruff check --fix-only --quiet .
	$(PY) -m ruff format --quiet .
	-$(PY) -m djlint --quiet --reformat $(OFFICE)

bench: $(VENV)/.dev ## 성능 측정 (tests/benchmarks/bench_*.py)
	@for file in tests/benchmarks/bench_*.py; do \
		$(PY) -m tests.benchmarks.$$(basename $$file .py) || exit 1; done

lighthouse: install $(VENV)/.dev ## Lighthouse가 매긴 쪽의 점수 (Node.js와 Chromium이 있어야 합니다)
	@$(PY) -m tests.lighthouse.run

lock: ## pyproject.toml에서 잠금 파일을 다시 만듭니다
	$(PYTHON) -m venv .cache/lock
	.cache/lock/bin/pip install --quiet --upgrade uv
	.cache/lock/bin/uv pip compile $(LOCKFLAGS) pyproject.toml -o $(LOCKS)/run.txt
	.cache/lock/bin/uv pip compile $(LOCKFLAGS) --group dev -c $(LOCKS)/run.txt pyproject.toml -o $(LOCKS)/dev.txt
LOCKFLAGS := --quiet --upgrade --universal --python-version 3.11 --generate-hashes --no-header \
	--no-annotate

messages: $(VENV)/.dev ## 번역할 말을 모으고 번역을 엮습니다 (gettext가 있어야 합니다)
	$(NEUTRAL) $(PY) manage.py makemessages --locale en --locale ja --locale zh_Hans --ignore '.*' \
		--ignore tests --no-obsolete --no-location --no-wrap
	$(NEUTRAL) $(PY) manage.py compilemessages --ignore '.*'

clean: ## 만들어진 것을 지웁니다 (자료·올린 파일·.env는 남깁니다)
	rm -rf $(VENV) .cache .pytest_cache .ruff_cache .hypothesis staticfiles
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# --- what the targets above stand on -------------------------------------------------------

# pip comes last into a virtual environment, so its presence means that the rest is there.
$(VENV)/bin/pip:
	@$(PYTHON) -c 'import sys; sys.exit("Python 3.11 이상이 필요합니다." if sys.version_info < (3, 11) else 0)'
	@echo "가상 환경을 만듭니다: $(VENV)"
	@$(PYTHON) -m venv --clear $(VENV)

$(VENV)/.run: $(LOCKS)/run.txt | $(VENV)/bin/pip
	@echo "실행에 필요한 꾸러미를 설치합니다."
	@$(PY) -m pip install --quiet --disable-pip-version-check --require-hashes -r $<
	@touch $@

# The development lock holds the whole of the other.
$(VENV)/.dev: $(LOCKS)/dev.txt | $(VENV)/bin/pip
	@echo "개발과 시험에 필요한 꾸러미를 설치합니다."
	@$(PY) -m pip install --quiet --disable-pip-version-check --require-hashes -r $<
	@touch $@ $(VENV)/.run

.env:
	@echo "설정 파일 .env를 만듭니다."
	@umask 077 && $(PYTHON) -c 'import secrets; print("SECRET_KEY=" + secrets.token_urlsafe(50))' > $@

# Fingerprinted and compressed again only when a file, or the packages that bring some, changed.
staticfiles/staticfiles.json: $(VENV)/.run $(STATIC) | .env
	@echo "정적 파일을 모으고 압축합니다."
	@$(PY) manage.py collectstatic --noinput --clear --verbosity 0
	@touch $@
