#!/bin/sh
# Installs Debian packages (as root) without starting or enabling what they bring: the tests start their own
# servers on ports of their own, and nobody asked for a Redis on 6379. A shell script, because it may run under
# sudo as a whole, and because its trap puts policy-rc.d back even when somebody presses Ctrl-C.
set -eu

policy=/usr/sbin/policy-rc.d
kept="$policy.kept-by-coffer"
had_redis=$(command -v redis-server || true)

restore() {
  rm -f "$policy"
  if [ -e "$kept" ]; then mv "$kept" "$policy"; fi
}
trap restore EXIT
trap 'exit 130' HUP INT TERM

if [ -e "$policy" ] && [ ! -e "$kept" ]; then mv "$policy" "$kept"; fi
printf '#!/bin/sh\nexit 101\n' > "$policy"
chmod 755 "$policy"

export DEBIAN_FRONTEND=noninteractive
# An unreachable third-party source must not keep us from the packages that are known.
apt-get -qq update || true
apt-get -qq install -y --no-install-recommends -o DPkg::Lock::Timeout=120 "$@"

if [ -z "$had_redis" ] && command -v systemctl > /dev/null; then
  systemctl --quiet disable redis-server 2> /dev/null || true
fi
