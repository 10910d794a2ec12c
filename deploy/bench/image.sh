#!/usr/bin/env bash
# Prints how long a container of the image mltwin/platform takes from 'docker run' to healthy, and './mltwin up -d' on an empty data folder,
# in turns, with the ratio of the medians. Ends with 1 where that is more than 1.3.
#
#   deploy/bench/image.sh [--home PATH] [rounds, 3 by default]
#
#   --home PATH   a distribution's file or its folder, as the image was made of; without it this checkout
set -euo pipefail

home="$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/../.." && pwd)"
if [[ "${1:-}" == --home ]]; then
    [[ -e "${2:-}" ]] || { echo "image.sh: there is no ${2:-PATH}: name a distribution." >&2; exit 2; }
    home="$(realpath -- "$2")"
    [[ -d "$home" ]] || home="$(java -jar "$home")"
    shift 2
fi
rounds="${1:-3}" base="${MLTWIN_PORT_BASE:-18440}"
work="$(mktemp -d)" container="mltwin-bench-$$"
finish() {
    "$home/mltwin" down --data "$work/data" > /dev/null 2>&1 || true
    docker rm -f -v "$container" > /dev/null 2>&1 || true
    rm -rf -- "$work"
}
trap finish EXIT

launcher() {
    "$home/mltwin" up -d --ephemeral --data "$work/data" --port-base "$base" > "$work/log" 2>&1 || { cat "$work/log" >&2; exit 1; }
}
image() {
    local ports="$((base + 1))-$((base + 6))"
    docker run -d --name "$container" -e MLTWIN_PORT_BASE="$base" -p "127.0.0.1:$ports:$ports" mltwin/platform > /dev/null
    until [[ "$(docker inspect -f '{{.State.Health.Status}}' "$container")" == healthy ]]; do
        [[ "$(docker inspect -f '{{.State.Running}}' "$container")" == true ]] || { docker logs "$container" >&2; exit 1; }
        sleep 0.1
    done
}
# Appends the seconds that a start takes to a file of its name, and ends what was started.
measure() {
    local before after
    before="$(date +%s%N)"
    "$1"
    after="$(date +%s%N)"
    awk -v n="$((after - before))" 'BEGIN { printf "%.1f\n", n / 1e9 }' | tee -a "$work/$1" | sed "s/^/$1 /"
    "$home/mltwin" down --data "$work/data" > /dev/null 2>&1 || true
    docker rm -f -v "$container" > /dev/null 2>&1 || true
}
median() {
    sort -n "$work/$1" | sed -n "$(((rounds + 1) / 2))p"
}

# Makes what only a first start makes.
launcher
"$home/mltwin" down --data "$work/data" > /dev/null
for ((i = 0; i < rounds; i++)); do
    measure launcher
    measure image
done
ratio="$(awk -v image="$(median image)" -v launcher="$(median launcher)" 'BEGIN { printf "%.2f", image / launcher }')"
echo "healthy after $(median image) s, the launcher ready after $(median launcher) s: $ratio (at most 1.3), $(nproc) cores, load $(cut -d' ' -f1-3 /proc/loadavg)"
awk -v ratio="$ratio" 'BEGIN { exit ratio > 1.3 }'
