#!/bin/sh
# Installs a real VS Code (code-server) into .tools/ for the end-to-end tests: npm and Debian packages only, 2-4 minutes, 0.8 GB.
# Its native modules are compiled here, hence the packages. Kept out of the pnpm workspace: its install script accepts npm alone.
set -eu
cd "$(dirname "$0")/../.."
tools="$PWD/.tools"
entry="$tools/code-server/node_modules/code-server/out/node/entry.js"
if [ -f "$tools/code-server/installed" ]; then echo "code-server is installed: $entry"; exit 0; fi

missing=""
for command in python3 make g++ chromium; do command -v "$command" >/dev/null 2>&1 || missing="$missing $command"; done
[ -e /usr/include/gssapi/gssapi.h ] || [ -e /usr/include/gssapi.h ] || missing="$missing libkrb5-dev"
if [ -n "$missing" ]; then
  if [ "$(id -u)" != 0 ] || ! command -v apt-get >/dev/null 2>&1; then
    echo "Cannot install code-server: missing$missing. Install them with the system's package manager." >&2
    exit 3
  fi
  apt-get update -qq
  # shellcheck disable=SC2086 -- reason: a list of package names
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing
fi

mkdir -p "$tools"
# code-server 4.139 runs on exactly Node 24.
[ -x "$tools/node24/node_modules/.bin/node" ] || npm install --prefix "$tools/node24" --no-save --no-fund --no-audit node@24.21.0
PATH="$tools/node24/node_modules/.bin:$PATH"
export PATH
# Headers of the system's Node, where it has them, save node-gyp a download.
if [ -d /usr/include/node ]; then npm_config_nodedir=/usr; elif [ -d /usr/local/include/node ]; then npm_config_nodedir=/usr/local; fi
[ -z "${npm_config_nodedir:-}" ] || export npm_config_nodedir
npm install --prefix "$tools/code-server" --no-save --no-fund --no-audit code-server@4.139.1
touch "$tools/code-server/installed"
echo "code-server is installed: $entry"
