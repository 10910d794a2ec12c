#!/usr/bin/env bash
# Scores at an online endpoint at a fixed rate over TLS, while in each run an instance is killed, the deployment that has the traffic is
# updated, and all traffic moves to another deployment and back. Ends with 1 unless no request failed.
#
#   deploy/bench/updates.sh [--runs N] [--rate N] [--port-base N | --data DIR]
#
#   --runs N         10 by default
#   --rate N         requests a second, 50 by default
#   --port-base N    of a platform that is started for this and taken away, 18440 by default
#   --data DIR       of a platform that runs, which is used instead and left running
set -euo pipefail

usage() {
    sed -n '2,/^set /{/^set /d;s/^# \{0,1\}//;p}' "${BASH_SOURCE[0]}" >&2
    exit 2
}

runs=10 rate=50 port_base="" data=""
while (($#)); do
    case "$1" in
        --runs | --rate | --port-base)
            [[ "${2:-}" =~ ^[1-9][0-9]*$ ]] || usage
            name="${1#--}"
            printf -v "${name//-/_}" %s "$2"
            ;;
        --data) [[ -d "${2:-}" ]] || usage; data="$(cd -- "$2" && pwd)" ;;
        *) usage ;;
    esac
    shift 2
done
[[ -z "$data" || -z "$port_base" ]] || usage

# shellcheck source=load/serving.sh
source "$(dirname -- "${BASH_SOURCE[0]}")/load/serving.sh"

serve UpdateLoad "$runs" "$rate"
