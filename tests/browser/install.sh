#!/bin/sh
# Install Chromium, with the fonts of our scripts and what Playwright's driver needs, where none
# opens and that may be done without asking; elsewhere say why tests are skipped. The one argument is
# the Python that the tests have. A browser that opens is left as it is.
why=$("$1" -m tests.browser.chromium 2>&1) && exit 0
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
  echo "Installing Chromium for the tests in a browser"
  export DEBIAN_FRONTEND=noninteractive
  log=$(mktemp)
  { apt-get update && apt-get install -y --no-install-recommends \
    chromium fonts-noto-core fonts-noto-cjk libatomic1; } >"$log" 2>&1 || tail -n 3 "$log"
  rm "$log"
  why=$("$1" -m tests.browser.chromium 2>&1) && exit 0
fi
echo "The tests in tests/browser/ are skipped: $why. On Debian, as root: make browser"
