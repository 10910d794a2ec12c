#!/usr/bin/env bash
# Prints what a list costs in a large store beside a small one: on one platform it fills two of each, and asks both in turn for the same
# page, first, filtered, ordered, and in the middle. A page's time is to be at most twice as long in the large store.
#
#   deploy/bench/growth.sh [--runs N] [--experiments N] [--blobs N] [--secrets N] [--resources N] [--assignments N] [--images N]
#                          [--of SUBJECT…] [--rounds N] [--port-base N | --data DIR]
#
#   --runs N         runs of the large workspace, each with a metric, 100000 by default; the small one has 100, as every small store
#   --experiments N  experiments of the large workspace, 5000 by default
#   --blobs N        blobs of the large container, 20000 by default
#   --secrets N      secrets of the large vault, 5000 by default
#   --resources N    resources of the large resource group, 400 by default
#   --assignments N  role assignments at the large resource group, 400 by default; all are listed, in pages of 500
#   --images N       tagged images of the large repository, 5000 by default
#   --of SUBJECT     runs, experiments, blobs, secrets, resources, assignments or images, all by default; may be given several times
#   --rounds N       rounds of 20 requests of each page, 10 by default
#   --port-base N    of a platform that is started for this and taken away, 18440 by default
#   --data DIR       of a platform that runs, which is used instead and left running
set -euo pipefail

usage() {
    sed -n '2,/^set /{/^set /d;s/^# \{0,1\}//;p}' "${BASH_SOURCE[0]}" >&2
    exit 2
}

runs=100000 experiments=5000 blobs=20000 secrets=5000 resources=400 assignments=400 images=5000 rounds=10 port_base="" data="" subjects=()
while (($#)); do
    case "$1" in
        --runs | --experiments | --blobs | --secrets | --resources | --assignments | --images | --rounds | --port-base)
            [[ "${2:-}" =~ ^[1-9][0-9]*$ ]] || usage
            name="${1#--}"
            printf -v "${name//-/_}" %s "$2"
            ;;
        --of) [[ "${2:-}" =~ ^(runs|experiments|blobs|secrets|resources|assignments|images)$ ]] || usage; subjects+=("$2") ;;
        --data) [[ -d "${2:-}" ]] || usage; data="$2" ;;
        *) usage ;;
    esac
    shift 2
done
[[ -z "$data" || -z "$port_base" ]] || usage
((${#subjects[@]})) || subjects=(runs experiments blobs secrets resources assignments images)

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
    "$mltwin" up -d --data "$data" --port-base "${port_base:-18440}" > "$work/log" 2>&1 || { cat "$work/log" >&2; exit 1; }
fi
compile_generators "$checkout" "$work/classes"
eval "$("$mltwin" env --data "$data")"
base="$((${MLTWIN_ARM_URL##*:} - 2))"

echo "Machine: $(nproc) cores, load $(cut -d' ' -f1-3 /proc/loadavg), $("${java_home}java" -version 2>&1 | head -n 1)"
for subject in "${subjects[@]}"; do
    generate GrowthLoad "$base" "$data" "$rounds" "$subject" "${!subject}"
done
echo "Load at the end: $(cut -d' ' -f1-3 /proc/loadavg)"
