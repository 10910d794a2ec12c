#!/usr/bin/env bash
# Prints what the platform adds to a run on a warm node (submitted to the script's start, the script's end to Completed, by the times
# that the script and run history give), how many runs a minute one node does, and the processor time of a run with its script; beside it
# the start of `java -version` on the same machine in the same run. The platform's own time is to be at most four such starts at p50.
#
#   deploy/bench/runs.sh [--runs N] [--users N [--nodes N] [--slots N]] [--points N [--seconds N]] [--port-base N | --data DIR]
#
#   --runs N         runs, 20 by default; 500 with --users
#   --users N        has N users queue these runs at once, each in an experiment of its own: all must end, none may be executed twice;
#                    prints each user's share over time
#   --nodes N        most nodes of the cluster, 4 by default; with --users
#   --slots N        most nodes of the whole platform at a time, 2 by default (mltwin.compute.most-nodes); with --users
#   --points N       logs N points a second into these runs together, and checks that none is lost
#   --seconds N      how long, 10 by default; with --points
#   --port-base N    of a platform that is started for this and taken away, 18440 by default
#   --data DIR       of a platform that runs, which is used instead and left running; --slots is the platform's own then
set -euo pipefail

usage() {
    sed -n '2,/^set /{/^set /d;s/^# \{0,1\}//;p}' "${BASH_SOURCE[0]}" >&2
    exit 2
}

runs="" users="" nodes=4 slots="" points="" seconds=10 port_base="" data=""
while (($#)); do
    case "$1" in
        --runs | --users | --nodes | --slots | --points | --seconds | --port-base)
            [[ "${2:-}" =~ ^[1-9][0-9]*$ ]] || usage
            name="${1#--}"
            printf -v "${name//-/_}" %s "$2"
            ;;
        --data) [[ -d "${2:-}" ]] || usage; data="$2" ;;
        *) usage ;;
    esac
    shift 2
done
[[ -z "$data" || -z "$port_base$slots" ]] || usage
[[ -z "$users" || -z "$points" ]] || usage
runs="${runs:-$([[ -n "$users" ]] && echo 500 || echo 20)}"

checkout="$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/../.." && pwd)"
mltwin="$checkout/mltwin"
work="$(mktemp -d)"
chmod 711 "$work"
started=""
# shellcheck source=load/generator.sh
source "$checkout/deploy/bench/load/generator.sh"

clean_up() {
    [[ -z "$started" ]] || "$mltwin" down --data "$started" > /dev/null
    rm -rf -- "$work"
}
trap clean_up EXIT

if [[ -z "$data" ]]; then
    started="$work/data" data="$work/data"
    settings=()
    [[ -z "$users" ]] || settings=(--set "mltwin.compute.most-nodes=${slots:-2}")
    "$mltwin" up -d --data "$data" --port-base "${port_base:-18440}" "${settings[@]}" > "$work/log" 2>&1 || { cat "$work/log" >&2; exit 1; }
fi
compile_generators "$checkout" "$work/classes"
eval "$("$mltwin" env --data "$data")"
base="$((${MLTWIN_ARM_URL##*:} - 2))"

echo "Machine: $(nproc) cores, load $(cut -d' ' -f1-3 /proc/loadavg), $("${java_home}java" -version 2>&1 | head -n 1)"
if [[ -n "$users" ]]; then
    generate QueueLoad "$base" "$data" "$runs" "$users" "$nodes"
elif [[ -n "$points" ]]; then
    generate PointsLoad "$base" "$data" "$runs" "$points" "$seconds"
else
    generate RunsLoad "$base" "$data" "$runs"
fi
echo "Load at the end: $(cut -d' ' -f1-3 /proc/loadavg)"
