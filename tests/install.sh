#!/bin/sh
# Install the programs that tests speak to, where that may be done without asking; elsewhere say which
# tests are skipped. The arguments are the Python that the tests have, and what is wanted: browser,
# hosts, peers, pdf. What is there is left as it is. Debian would start servers as services: policy-rc.d
# keeps it from that meanwhile.
python=$1
shift
PATH="$PATH:/usr/sbin:/sbin"

lack() { command -v "$1" >/dev/null || missing="$missing $2"; }

# look NAME: set folder, missing (packages of Debian) and why.
look() {
  missing=
  case $1 in
    browser)
      folder=tests/browser/
      why=$("$python" -m tests.browser.chromium 2>&1) ||
        missing=" chromium fonts-noto-core fonts-noto-cjk libatomic1"
      return ;;
    hosts)
      folder=tests/hosts/
      lack nginx "nginx-light libnginx-mod-http-brotli-static"
      lack caddy caddy
      lack apache2 apache2-bin
      lack newsboat newsboat
      lack r2e rss2email
      lack khal khal
      lack vdirsyncer vdirsyncer ;;
    peers)
      folder=tests/publish/
      lack sshd openssh-server
      lack ssh openssh-client
      lack rsync rsync
      lack busybox busybox ;;
    pdf)
      folder=tests/outputs/test_pdf.py
      why=$("$python" -m communique.outputs.typesetting 2>&1) ||
        missing=" libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fonts-noto-core fonts-noto-cjk"
      why=$(echo "$why" | tail -n 1)
      return ;;
    *) echo "tests/install.sh must be told browser, hosts, peers or pdf, got $1"; exit 2 ;;
  esac
  why="no$missing here"
}

policy=/usr/sbin/policy-rc.d
log=
for name; do
  look "$name"
  if [ "$missing" ] && [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    echo "Installing for $folder:$missing"
    export DEBIAN_FRONTEND=noninteractive
    if [ ! "$log" ]; then
      log=$(mktemp)
      trap 'rm -f "$log" ${ours:+"$ours"}' EXIT
      [ -e "$policy" ] || { ours=$policy; printf '#!/bin/sh\nexit 101\n' >"$ours"; chmod +x "$ours"; }
      apt-get update >"$log" 2>&1 || tail -n 3 "$log"
    fi
    # shellcheck disable=SC2086 # a word a package
    apt-get install -y --no-install-recommends $missing >"$log" 2>&1 || tail -n 3 "$log"
    look "$name"
  fi
  [ -z "$missing" ] ||
    echo "The tests in $folder are skipped: $why. On Debian, as root: make $name"
done
