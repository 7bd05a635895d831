#!/usr/bin/env bash
# Saves the database and the uploads: backup.sh FOLDER [DAYS TO KEEP, 30]
# Run from the project's folder, as the account that may read .env. One folder per backup.
set -euo pipefail

target=${1:?사용법: backup.sh 백업폴더 [보관일수]}
keep=${2:-30}
umask 077  # a backup holds what is not published, too

setting() { printenv "$1" || sed -n "s/^$1=//p" "${ENV_FILE:-.env}" | tail -n 1 | tr -d "\"'"; }
database=$(setting DATABASE_URL)
media=$(setting MEDIA_ROOT)

mkdir -p "$target"
unfinished=$(mktemp -d "$target/.unfinished-XXXXXX")
trap 'rm -rf "$unfinished"' EXIT

case $database in
  postgres://* | postgresql://*)
    pg_dump --format=custom --no-owner --file="$unfinished/database.dump" "$database" ;;
  *)
    # SQLite's own copy, right even while the portal is in use.
    file=${database#sqlite:///}
    .venv/bin/python - "${file:-db.sqlite3}" "$unfinished/db.sqlite3" <<'PYTHON'
import contextlib, sqlite3, sys
source, copy = (contextlib.closing(sqlite3.connect(path)) for path in sys.argv[1:])
with source as source, copy as copy:
    source.backup(copy)
PYTHON
    ;;
esac
media=${media:-media}
if [ -d "$media" ]; then tar -C "$media" -czf "$unfinished/media.tar.gz" .; fi

finished=$target/exchange-$(date +%Y%m%d-%H%M%S)
mv "$unfinished" "$finished"
find "$target" -maxdepth 1 -name 'exchange-*' -mtime "+$keep" -exec rm -rf {} +
echo "백업했습니다: $finished"
