# Sourced by the scripts of this folder: a step is one command of az, and prints one line.
#   step NAME az …              must succeed; $OUT is what it printed
#   prints NAME TEXT az …       must succeed and print just TEXT
#   refused NAME TEXT az …      must fail and say TEXT
# shellcheck shell=bash
unset ARM_CLOUD_METADATA_URL
area="az/$(basename -- "$0" .sh)"
work="$MLTWIN_CLIENTS_WORK"
run="$MLTWIN_CLIENTS_RUN"
region=eastus
OUT=
errors="$(mktemp "$work/errors-XXXXXX")"

# A sign-in of its own for each script: az writes there.
if [[ "$area" != az/prepare ]]; then
  export AZURE_CONFIG_DIR="$work/${area#az/}"
  cp -r "$work/owner" "$AZURE_CONFIG_DIR"
fi

full() {
  [[ -n "${MLTWIN_CLIENTS_FULL:-}" ]]
}

# One write per step, since two scripts write to the same output.
ok() {
  printf 'ok %s: %s (%s s)\n' "$area" "$1" "$(seconds)"
}

failed() {
  printf 'FAILED %s: %s (%s s)\n%s\n' "$area" "$1" "$(seconds)" \
    "$(printf '%s\n%s\n%s\n' "$2" "$OUT" "$(cat "$errors")" | head -c 4000 | sed '/^$/d; s/^/    /')"
  return 1
}

seconds() {
  awk -v a="$begun" -v b="$EPOCHREALTIME" 'BEGIN { printf "%.1f", b - a }'
}

step() {
  local name="$1"
  shift
  begun="$EPOCHREALTIME"
  if OUT="$("$@" 2>"$errors")"; then
    ok "$name"
  else
    failed "$name" "exit code $?"
  fi
}

prints() {
  local name="$1" text="$2"
  shift 2
  begun="$EPOCHREALTIME"
  if ! OUT="$("$@" 2>"$errors")"; then
    failed "$name" "exit code not 0"
  elif [[ "$OUT" != "$text" ]]; then
    failed "$name" "expected to print: $text"
  else
    ok "$name"
  fi
}

refused() {
  local name="$1" text="$2"
  shift 2
  begun="$EPOCHREALTIME"
  if OUT="$("$@" 2>"$errors")"; then
    failed "$name" "succeeded, and should have been refused with: $text"
  elif ! grep -qF -- "$text" "$errors"; then
    failed "$name" "refused without saying: $text"
  else
    ok "$name"
  fi
}

# Another sign-in, in a folder of its own with the same cloud: as NAME az …
as() {
  local name="$1"
  shift
  AZURE_CONFIG_DIR="$work/$name-${area#az/}" "$@"
}

# The cloud without anybody signed in.
fresh() {
  cp -r "$work/cloud" "$work/$1-${area#az/}"
}

# For sign-ins with a password, see proxy.py.
through_proxy() {
  HTTPS_PROXY="$MLTWIN_CLIENTS_PROXY" "$@"
}
