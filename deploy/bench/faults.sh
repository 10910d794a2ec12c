#!/usr/bin/env bash
# Scores at a fixed rate over TLS while telemetry-service, Kafka and PostgreSQL are killed one after the other as often as they come back,
# and the disk of the records is full, a tenth of the time each. Then compares the rows in Application Insights with the requests. Ends
# with 1 unless no request failed and each has one row. Must be root, as the folder of the records gets a small disk of its own.
#
#   deploy/bench/faults.sh [--seconds N] [--rate N] [--disk MB] [--port-base N | --data DIR]
#
#   --seconds N      600 by default, so that each fault lasts a minute
#   --rate N         requests a second, 200 by default
#   --disk MB        of the records' disk, 64 by default
#   --port-base N    of a platform that is started for this and taken away, 18440 by default
#   --data DIR       of a platform that runs, which is used instead and left running; scoring-service is restarted twice
set -euo pipefail

usage() {
    sed -n '2,/^set /{/^set /d;s/^# \{0,1\}//;p}' "${BASH_SOURCE[0]}" >&2
    exit 2
}

seconds=600 rate=200 disk=64 port_base="" data=""
while (($#)); do
    case "$1" in
        --seconds | --rate | --disk | --port-base)
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
((EUID == 0)) || { echo "faults.sh: only root can mount the disk that is filled." >&2; exit 2; }

# shellcheck source=load/serving.sh
source "$(dirname -- "${BASH_SOURCE[0]}")/load/serving.sh"

spool="$data/data/scoring/spool"
undo() {
    mountpoint -q "$spool" || return 0
    # a lazy one: what is not published stays on it until scoring-service has let it go
    umount -l "$spool"
    [[ -n "$started" ]] || "$mltwin" restart scoring --data "$data" > /dev/null
}
mount -t tmpfs -o "size=${disk}m,mode=700" tmpfs "$spool"
"$mltwin" restart scoring --data "$data" > /dev/null

serve FaultLoad "$seconds" "$rate"
