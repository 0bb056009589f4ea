#!/bin/sh
# Run README's two commands, and its way to a newsroom of one's own, on a bare Debian, as an ordinary
# user and then as root: in a fresh chroot
# of debootstrap's minbase with git, make, python3 and python3-venv, on a clone of what is committed
# here. Prints what was skipped and why; ends with status 0 if every command does.
#
# Needs root, debootstrap, unshare and the network. By default it takes the mirror that apt has here
# and passes on what pip, proxies and certificates need:
#   SUITE=bookworm MIRROR=…   another Debian, another mirror of it
#   KEEP="/etc/…"             more files of this machine that are needed to reach mirror and PyPI
#   WHO="user"                only the one, or only "root"
set -eu

say() { printf '\n== %s\n' "$*"; }

# Outside: a folder that is deleted in the end. Nothing is ever mounted here: mounts and processes
# are those of namespaces that end first, however they end.
if [ "${1-}" != within ]; then
  [ "$(id -u)" = 0 ] || { echo "tests/bare.sh must be run as root: it makes a chroot"; exit 1; }
  for each in debootstrap unshare git; do
    command -v "$each" >/dev/null || { echo "tests/bare.sh needs $each, found none"; exit 1; }
  done
  folder=$(mktemp -d)
  trap 'rm -rf --one-file-system "$folder"' EXIT
  trap 'exit 130' HUP INT TERM
  unshare --mount --pid --fork --kill-child --propagation private sh "$0" within "$folder"
  exit
fi

folder=$2
bare=$folder/bare
suite=${SUITE:-bookworm}
# shellcheck disable=SC2016
mirror=${MIRROR:-$(apt-get indextargets --format '$(REPO_URI)' 'Created-By: Packages' \
  "Codename: $suite" | head -n 1)}
[ "$mirror" ] || { echo "apt has no mirror of $suite here: give one as MIRROR=…"; exit 1; }

git clone --quiet --no-hardlinks "$(dirname "$0")/.." "$folder/clone"
say "A bare $suite, and $(git -C "$folder/clone" log -1 --format='%h %s')"
debootstrap --variant=minbase --include=git,make,python3,python3-venv \
  "$suite" "$bare" "$mirror" >"$folder/log" 2>&1 || { tail -n 20 "$folder/log"; exit 1; }
mount -t proc proc "$bare/proc"
mount -t tmpfs -o mode=1777 tmpfs "$bare/dev/shm"
mount -t devpts -o newinstance,ptmxmode=0666,mode=0620,gid=5 devpts "$bare/dev/pts"
# Every installed Debian has this file; debootstrap makes none.
echo "127.0.0.1 localhost" > "$bare/etc/hosts"
for each in /etc/pip.conf /etc/xdg/pip /etc/resolv.conf /etc/ssl/certs/ca-certificates.crt \
  ${SSL_CERT_FILE-} ${PIP_CERT-} ${KEEP-}; do
  if [ -e "$each" ]; then tar -C / -ch "${each#/}" | tar -C "$bare" -x; fi
done
apt-config dump | grep -E '^Acquire::(http|https)::' >"$bare/etc/apt/apt.conf.d/90machine" || true
export -p | grep -iE '^export (pip_[a-z_]*|[a-z]*_proxy|ssl_cert_[a-z]*|requests_ca_bundle)=' \
  >"$bare/etc/passed-on" || true

# try NAME HOME OWNER: each command as that person, in a clone of theirs.
try() {
  git clone --quiet --no-hardlinks "$folder/clone" "$bare$2/communique"
  chown -R "$3" "$bare$2"
  for command in "make site" "make test" "sh tests/own.sh"; do
    say "As $1: $command"
    start=$(date +%s)
    { # $command is some words.
      # shellcheck disable=SC2016,SC2086
      chroot --userspec="$3" "$bare" /usr/bin/env -i HOME="$2" PATH=/usr/sbin:/usr/bin:/sbin:/bin \
        sh -c '. /etc/passed-on && cd ~/communique && exec "$@"' sh $command </dev/null 2>&1 &&
        status=0 || status=$?
      echo "$status" >"$folder/status"
    } | tee "$folder/log"
    status=$(cat "$folder/status")
    summary="$summary
As $1, $command: exit $status, $(($(date +%s) - start)) s
$(grep -E '^(SKIPPED|FAILED|ERROR) |skipped: |^[0-9]+ (passed|failed)|in [0-9.]+s|^A newsroom, from' "$folder/log" || true)"
    [ "$status" = 0 ] || worst=1
    [ -f "$bare$2/communique/output/index.html" ] || { worst=1; summary="$summary
make site left no site"; }
  done
}

summary=
worst=0
# The user first: what root installs is there for all.
case ${WHO:-user root} in *user*)
  chroot "$bare" useradd --create-home editor
  try "an ordinary user" /home/editor "$(chroot "$bare" id -u editor):$(chroot "$bare" id -g editor)"
esac
case ${WHO:-user root} in *root*) try root /root 0:0 ;; esac
say "What came of it"
printf '%s\n' "$summary"
exit "$worst"
