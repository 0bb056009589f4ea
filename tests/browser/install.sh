#!/bin/sh
# Install Chromium, and fonts for our scripts, where that may be done without asking; elsewhere say
# what is skipped. A browser that is there is left as it is. Names as in chromium.py.
for name in chromium chromium-browser google-chrome \
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"; do
  if command -v "$name" >/dev/null; then exit 0; fi
done
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
  echo "Installing Chromium for the tests in a browser"
  export DEBIAN_FRONTEND=noninteractive
  log=$(mktemp)
  if { apt-get update && apt-get install -y --no-install-recommends \
      chromium fonts-noto-core fonts-noto-cjk; } >"$log" 2>&1; then
    rm "$log"
    exit 0
  fi
  tail -n 3 "$log"
fi
echo "No Chromium here: the tests in tests/browser/ are skipped. On Debian, as root: make browser"
