#!/bin/sh
# README's way to a newsroom of one's own, from the wheel alone: pip install, communique init,
# make site, make test, a first release, inv publish. In a folder that is deleted in the end.
# Needs the network, and what `make test` installs to build the wheel.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
.venv/bin/python -m build --no-isolation --wheel --outdir "$folder" . >"$folder/log" 2>&1 ||
  { cat "$folder/log"; exit 1; }
cd "$folder"
start=$(date +%s)
python3 -m venv begin
begin/bin/pip install --quiet --disable-pip-version-check ./*.whl
begin/bin/communique init office --name "Ministry of Foreign Affairs" --languages en,fr \
  --timezone Europe/Paris --address https://newsroom.example
rm -r begin ./*.whl # the newsroom has its own
cd office
make site
make test
source=$(.venv/bin/inv new "A first release" --kind "Press releases" --lang en)
title=$(sed '/^Status: draft$/d; /^$/q' "$source")
printf '%s\n\nThe first text of this office.\n' "$title" >"$source"
.venv/bin/inv check
.venv/bin/inv publish
grep -rq "The first text of this office" published/current/en
! grep -rq "Write the first paragraph" published/current
echo "A newsroom, from the wheel to a first release online: $(($(date +%s) - start)) s"
