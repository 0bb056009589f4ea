#!/bin/sh
# Install what the tests of publishing speak to, where that may be done without asking; elsewhere say
# what is skipped. What is there is left as it is.
PATH="$PATH:/usr/sbin:/sbin"
missing=
command -v sshd >/dev/null || missing="$missing openssh-server"
command -v ssh >/dev/null || missing="$missing openssh-client"
command -v rsync >/dev/null || missing="$missing rsync"
command -v busybox >/dev/null || missing="$missing busybox"
[ -z "$missing" ] && exit 0
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
  echo "Installing$missing for the tests of publishing"
  export DEBIAN_FRONTEND=noninteractive
  log=$(mktemp)
  # shellcheck disable=SC2086 # a word a package
  if { apt-get update && apt-get install -y --no-install-recommends $missing; } >"$log" 2>&1; then
    rm "$log"
    exit 0
  fi
  tail -n 3 "$log"
fi
echo "No$missing here: tests in tests/publish/ are skipped. On Debian, as root: make peers"
