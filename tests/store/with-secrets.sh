#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# with-secrets.sh KIND PROGRAM: runs PROGRAM with a place for secrets of its own: a file, a Secret Service (unlocked or
# locked), or none at all.
set -eu
kind=$1
shift

if [ "$kind" = service ] || [ "$kind" = locked ]; then
  if ! command -v dbus-run-session >/dev/null || ! command -v gnome-keyring-daemon >/dev/null; then
    echo "1..0 # SKIP needs dbus-run-session and gnome-keyring-daemon"
    exit 0
  fi
fi

tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
mkdir -p "$tmp/run" "$tmp/home"
chmod 700 "$tmp/run"
export HOME="$tmp/home" XDG_RUNTIME_DIR="$tmp/run" XDG_DATA_HOME="$tmp/home/data" XDG_CONFIG_HOME="$tmp/home/config" \
  XDG_CACHE_HOME="$tmp/home/cache" EMBARK_TEST_SECRETS="$kind"
unset DISPLAY WAYLAND_DISPLAY DBUS_SESSION_BUS_ADDRESS SECRET_BACKEND

# The services must not die of what is fatal to a test.
fatal=${G_DEBUG-}
run_with_bus() {
  env -u G_DEBUG -u MALLOC_CHECK_ -u MALLOC_PERTURB_ FATAL="$fatal" dbus-run-session -- sh -c "$@" 2>"$tmp/err" ||
    { rc=$?; cat "$tmp/err" >&2; exit $rc; }
}

case $kind in
  file)
    export SECRET_BACKEND=file SECRET_FILE_TEST_PATH="$tmp/keyring" SECRET_FILE_TEST_PASSWORD=password
    # For each file that libsecret replaces, GLib 2.74 loses an etag in a function that a suppression cannot name.
    export ASAN_OPTIONS="${ASAN_OPTIONS:+$ASAN_OPTIONS:}detect_leaks=0"
    "$@"
    ;;
  service)
    run_with_bus 'printf pw | gnome-keyring-daemon --unlock --components=secrets >/dev/null 2>&1
                  export G_DEBUG="$FATAL"; exec "$@"' sh "$@"
    ;;
  locked)
    run_with_bus 'export G_DEBUG="$FATAL"; exec "$@"' sh "$@"
    ;;
  none)
    DBUS_SESSION_BUS_ADDRESS="unix:path=$tmp/nowhere" "$@"
    ;;
esac
