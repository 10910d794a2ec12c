#!/usr/bin/env bash
# Azure's command line and Azure's SDK for Python, unmodified as Debian packages them, and where there are node and npm Azure's
# clients for Node as npm has them, and Skopeo and ORAS for images, against a running platform. Prints a line a step; what a
# client said follows a failed one. See docs/clients.md.
#
#   e2e-tests/clients/run.sh [--full] [--list] [script...]     scripts as in --list; none: all of them
set -euo pipefail

clients="$(cd -- "$(dirname -- "$(readlink -f -- "${BASH_SOURCE[0]}")")" && pwd)"
at_once=2

usage() {
  sed -n '2,7s/^# \{0,1\}//p' "${BASH_SOURCE[0]}"
}

# Version 20 is the oldest that the clients run on.
has_node() {
  command -v npm >/dev/null && node -e 'process.exit(parseInt(process.versions.node) < 20 ? 1 : 0)' 2>/dev/null
}

all_scripts() {
  (cd "$clients" && ls az/*.sh python/[a-z]*.py | grep -v -e /prepare -e /steps -e /page)
  if has_node; then
    (cd "$clients" && ls node/*.mjs | grep -v /steps)
  fi
}

MLTWIN_CLIENTS_FULL=
chosen=()
for argument in "$@"; do
  case "$argument" in
    --full) MLTWIN_CLIENTS_FULL=1 ;;
    --list) all_scripts; exit ;;
    -h | --help) usage; exit ;;
    *)
      [[ -f "$clients/$argument" ]] || { echo "run.sh: there is no script $argument, see --list" >&2; exit 2; }
      chosen+=("$argument")
      ;;
  esac
done
if ((${#chosen[@]} == 0)); then
  mapfile -t chosen < <(all_scripts)
fi
export MLTWIN_CLIENTS_FULL

# --- what must be installed and running -----------------------------------------------------------------------------------

missing=()
[[ -x /usr/bin/az ]] || missing+=(azure-cli)
[[ -d /usr/lib/python3/dist-packages/azure/ai/ml ]] || missing+=(python3-azure)
command -v skopeo >/dev/null || missing+=(skopeo)
command -v oras >/dev/null || missing+=(oras)
if ((${#missing[@]} == 0)) && ! getent ahosts management.mltwin.localhost >/dev/null; then
  missing+=(libnss-myhostname)
fi
if ((${#missing[@]})); then
  echo "run.sh: missing: ${missing[*]}; apt-get install --no-install-recommends ${missing[*]}" >&2
  exit 2
fi

if [[ -z "${MLTWIN_ARM_URL:-}" ]]; then
  exported="$("$clients/../../mltwin" env)" || { echo "run.sh: start a platform first: ./mltwin up -d" >&2; exit 2; }
  eval "$exported"
fi

# --- a place of its own, so that nothing of the caller's own cloud is seen or changed ----------------------------------------

npm_cache="${npm_config_cache:-$HOME/.npm}"
work="$(mktemp -d "${TMPDIR:-/tmp}/mltwin-clients-XXXXXX")"
proxy=
finish() {
  [[ -z "$proxy" ]] || kill "$proxy" 2>/dev/null || true
  rm -rf "$work"
}
trap finish EXIT

export MLTWIN_CLIENTS_WORK="$work"
export MLTWIN_CLIENTS_RUN="${RANDOM}"
export PYTHONPATH="$clients/shim:$clients/python" PYTHONDONTWRITEBYTECODE=1 PYTHONWARNINGS=ignore PYTHONUNBUFFERED=1
export AZURE_CONFIG_DIR="$work/owner"
export AZURE_CORE_ONLY_SHOW_ERRORS=true AZURE_CORE_NO_COLOR=true AZURE_CORE_LOGIN_EXPERIENCE_V2=off AZURE_CORE_OUTPUT=json
export AZURE_EXTENSION_USE_DYNAMIC_INSTALL=no AZURE_CORE_DISABLE_CONFIRM_PROMPT=true HOME="$work"
printf '%s\n' "${MLTWIN_SP1_CERTIFICATE_PEM:-}" >"$work/sp1.pem"

/usr/bin/python3 "$clients/proxy.py" "$MLTWIN_BASE" "${MLTWIN_IDENTITY_URL##*:}" >"$work/proxy" &
proxy=$!
until [[ -s "$work/proxy" ]]; do
  kill -0 "$proxy" || { echo "run.sh: the proxy for sign-ins with a password did not start" >&2; exit 2; }
  sleep 0.05
done
MLTWIN_CLIENTS_PROXY="$(cat "$work/proxy")"
export MLTWIN_CLIENTS_PROXY

# --- the steps ---------------------------------------------------------------------------------------------------------------

log="$work/steps"
started=$SECONDS
(bash "$clients/az/prepare.sh" || true) | tee "$log"
if grep -q '^FAILED' "$log"; then
  exit 1
fi

# The clients for Node lie where nothing of the sources is written to.
if [[ " ${chosen[*]} " == *" node/"* ]]; then
  cp -r "$clients/node" "$work/node"
  if ! (cd "$work/node" && npm ci --ignore-scripts --no-audit --no-fund --prefer-offline --cache "$npm_cache") >"$work/npm" 2>&1; then
    { echo "FAILED node/install: npm ci"; sed 's/^/    /' "$work/npm"; } | tee -a "$log"
  fi
fi

one() {
  case "$1" in
    node/*) cd "$work/node" && exec node "${1#node/}" ;;
    *.sh) exec bash "$clients/$1" ;;
    *.py) exec /usr/bin/python3 "$clients/$1" ;;
  esac
}
export -f one
export clients work
printf '%s\0' "${chosen[@]}" | xargs -0 -n 1 -P "$at_once" bash -c 'one "$1" || echo "FAILED $1: ended with $?"' _ 2>&1 | tee -a "$log" || true

failed="$(grep -c '^FAILED ' "$log" || true)"
passed="$(grep -c '^ok ' "$log" || true)"
echo "$passed ok, $failed failed, $((SECONDS - started)) s"
[[ "$failed" == 0 && "$passed" != 0 ]]
