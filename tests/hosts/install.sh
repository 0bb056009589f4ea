#!/bin/sh
# Install the web servers that the tests in tests/hosts/ ask, where that may be done without asking.
# Debian would start them as services: policy-rc.d keeps it from that while they are installed.
missing=""
command -v nginx >/dev/null || missing="$missing nginx-light libnginx-mod-http-brotli-static"
command -v caddy >/dev/null || missing="$missing caddy"
command -v apache2 >/dev/null || missing="$missing apache2-bin"
[ -z "$missing" ] && exit 0
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
  echo "Installing web servers for the tests:$missing"
  export DEBIAN_FRONTEND=noninteractive
  policy=/usr/sbin/policy-rc.d
  log=$(mktemp)
  if [ ! -e "$policy" ]; then
    printf '#!/bin/sh\nexit 101\n' >"$policy"
    chmod +x "$policy"
    trap 'rm -f "$policy"' EXIT
  fi
  # shellcheck disable=SC2086 - a list of words
  if { apt-get update && apt-get install -y --no-install-recommends $missing; } >"$log" 2>&1; then
    rm "$log"
    exit 0
  fi
  tail -n 3 "$log"
fi
echo "Not here:$missing. What is asked of them is skipped. On Debian, as root: make hosts"
