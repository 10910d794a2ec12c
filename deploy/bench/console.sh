#!/usr/bin/env bash
# Prints what the console costs, and ends with 1 where an aim is not reached:
#
#   - for each page of docs/console.md, with 100 workspaces: p95 of its answers is at most 3 times what its own calls to the services took
#     in the same answers; its bytes; the first page with all that it loads and all scripts are at most 60 KB as they are sent
#   - telemetry-service with the console and without: its start takes at most 5 in a hundred longer, its memory grows by at most 10 MB
#     idle and 40 MB with 20 people signed in, and it stores 0.95 times as many requests of Application Insights a second
#
# The service without the console is a packaging of its own (Maven profile without-console), which is started in turn with the usual one
# in the same platform: a folder of links to this checkout, in which the service's target folder is changed.
#
#   deploy/bench/console.sh [--workspaces N] [--answers N] [--starts N] [--rounds N] [--people N] [--think N] [--seconds N]
#       [--warm-up N] [--settle N] [--port-base N]
#
#   --workspaces N   100 by default
#   --answers N      of each page, 20 by default; 0 leaves the pages out
#   --starts N       of each packaging, 10 by default; 0 leaves start and idle memory out
#   --rounds N       of storing requests with both packagings, 3 by default; 0 leaves rate and memory with people out
#   --people N       20 by default
#   --think N        seconds between two pages of one of them, 30 by default
#   --seconds N      a figure of a rate, 20 by default
#   --warm-up N      seconds of storing before the first, 20 by default; there is a minute between the two, in which the people come
#   --settle N       seconds more in which they are there before the second, 120 by default: a service becomes faster for minutes
#   --port-base N    18440 by default
set -euo pipefail

usage() {
    sed -n '2,/^set /{/^set /d;s/^# \{0,1\}//;p}' "${BASH_SOURCE[0]}" >&2
    exit 2
}

workspaces=100 answers=20 starts=10 rounds=3 people=20 think=30 seconds=20 warm_up=20 settle=120 port_base=18440
while (($#)); do
    case "$1" in
        --workspaces | --answers | --starts | --rounds | --people | --think | --seconds | --warm-up | --settle | --port-base)
            [[ "${2:-}" =~ ^[0-9]+$ ]] || usage
            name="${1#--}"
            printf -v "${name//-/_}" %s "$2"
            ;;
        *) usage ;;
    esac
    shift 2
done

export LC_ALL=C
unset MLTWIN_DATA MLTWIN_BIND MLTWIN_JAVA_OPTS MLTWIN_BOTH_COMPILERS
checkout="$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/../.." && pwd)"
service="$checkout/telemetry-service"
work="$(mktemp -d)"
chmod 711 "$work"
data="$work/data" links="$work/checkout" reached=yes
# shellcheck source=load/generator.sh
source "$checkout/deploy/bench/load/generator.sh"

say() {
    printf '%s  %s\n' "$(date +%T)" "$*" >&2
}

clean_up() {
    [[ ! -e "$data" ]] || mltwin down --data "$data" > /dev/null || true
    rm -rf -- "$work"
}

mltwin() {
    MLTWIN_NO_BUILD=1 "$links/mltwin" "$@"
}

# use PACKAGING, with or without: which one starts next.
use() {
    ln -sfn "$service/target$([[ "$1" == with ]] || echo /without-console)" "$links/telemetry-service/target"
}

# restart PACKAGING
restart() {
    use "$1"
    mltwin restart telemetry --data "$data" > /dev/null
    read -r pid _ < "$data/run/telemetry.pid"
}

# Milliseconds from the start of the process to the line in its log that it has started, by the clock.
start_millis() {
    local now up ticks line
    read -r up _ < /proc/uptime
    now="$(date +%s%3N)"
    ticks="$(sed 's/.*) //' "/proc/$pid/stat" | awk '{ print $20 }')"
    line="$(grep ' started in ' "$data/logs/telemetry.log" | tail -n 1)"
    awk -v now="$now" -v up="$up" -v ticks="$ticks" -v hz="$(getconf CLK_TCK)" -v logged="$(date -d "${line:0:23}" +%s%3N)" \
        'BEGIN { printf "%.0f", logged - (now - (up - ticks / hz) * 1000) }'
}

processor_millis() {
    sed 's/.*) //' "/proc/$pid/stat" | awk -v hz="$(getconf CLK_TCK)" '{ printf "%.0f", ($12 + $13) * 1000 / hz }'
}

# KB after its garbage was collected.
memory() {
    "${java_home}jcmd" "$pid" GC.run > /dev/null
    "${java_home}jcmd" "$pid" GC.run > /dev/null
    awk '/^VmRSS:/ { print $2 }' "/proc/$pid/status"
}

# compare WHAT UNIT DIVISOR NAME [RELATION AIM]: the medians of both packagings, and the median of what the pairs give; RELATION is
# ratio-at-most, ratio-at-least or more-at-most.
compare() {
    awk -v what="$1" -v unit="$2" -v by="$3" -v name="$4" -v relation="${5:-}" -v aim="${6:-}" '
        function median(list, n,    i, j, t, a) {
            for (i = 1; i <= n; i++) a[i] = list[i]
            for (i = 2; i <= n; i++) for (j = i; j > 1 && a[j - 1] > a[j]; j--) { t = a[j]; a[j] = a[j - 1]; a[j - 1] = t }
            return n % 2 ? a[(n + 1) / 2] : (a[n / 2] + a[n / 2 + 1]) / 2
        }
        $1 == name "-with" { with[++n] = $2 / by }
        $1 == name "-without" { without[++m] = $2 / by }
        END {
            if (n == 0 || n != m) { print what ": NOT MEASURED"; exit 1 }
            more = relation == "more-at-most"
            for (i = 1; i <= n; i++) pair[i] = more ? with[i] - without[i] : with[i] / without[i]
            value = median(pair, n)
            held = relation == "" || (relation == "ratio-at-least" ? value >= aim : value <= aim)
            printf "%-44s %9.2f %9.2f %-3s %-5s %7.3f", what, median(without, n), median(with, n), unit, more ? "more" : "ratio", value
            if (relation != "") printf "  (%s %s)%s", relation == "ratio-at-least" ? "at least" : "at most", aim, held ? "" : "  NOT REACHED"
            print ""
            exit !held
        }' "$work/results" || reached=""
}

measure_pages() {
    say "asking for the pages"
    generate ConsoleLoad "$base" "$data" "$checkout" "$answers" || reached=""
    echo
}

measure_starts() {
    local i packaging
    for ((i = 1; i <= starts; i++)); do
        say "start $i of $starts"
        # each begins a pair as often as the other
        for packaging in $( ((i % 2)) && echo "without with" || echo "with without"); do
            restart "$packaging"
            echo "start-$packaging $(start_millis)" >> "$work/results"
            echo "processor-$packaging $(processor_millis)" >> "$work/results"
            sleep 8
            echo "idle-$packaging $(memory)" >> "$work/results"
        done
    done
    compare "start of the service, by the clock" s 1000 start ratio-at-most 1.05
    compare "  of processor time" s 1000 processor
    compare "memory, idle" MB 1024 idle more-at-most 10
}

measure_people() {
    local round packaging
    for ((round = 1; round <= rounds; round++)); do
        for packaging in $( ((round % 2)) && echo "without with" || echo "with without"); do
            say "round $round of $rounds: storing requests $packaging the console"
            restart "$packaging"
            generate ConsoleIngest "$base" "$data" "$checkout" "$([[ "$packaging" == with ]] && echo "$people" || echo 0)" \
                "$think" "$warm_up" "$settle" "$seconds" > "$work/ingest"
            sed "s/^[a-z]*/&-$packaging/" "$work/ingest" >> "$work/results"
            sed 's/^/  /' "$work/ingest" >&2
        done
    done
    compare "requests stored, nobody at the console" /s 1 alone ratio-at-least 0.95
    compare "requests stored, $people people at the console" /s 1 rate ratio-at-least 0.95
    compare "memory with $people people, after that load" MB 1024 memory more-at-most 40
}

trap clean_up EXIT
trap 'exit 130' INT TERM

if [[ "${MLTWIN_NO_BUILD:-}" != 1 ]]; then
    say "building both packagings"
    mvn -q -Dquick -f "$checkout/pom.xml" package -pl '!e2e-tests'
    mvn -q -Dquick -f "$checkout/pom.xml" package -P without-console -pl telemetry-service -am
fi
mkdir -p "$links/telemetry-service"
for entry in "$checkout"/* "$service"/*; do
    case "$entry" in
        "$service" | "$service/target" | "$checkout/mltwin") ;;
        *) ln -s "$entry" "$links/${entry#"$checkout"/}" ;;
    esac
done
cp "$checkout/mltwin" "$links/mltwin"
: > "$work/results"

say "starting the platform, and playing the demo there"
use without
mltwin up -d --data "$data" --port-base "$port_base" > "$work/log" 2>&1 || { cat "$work/log" >&2; exit 1; }
mltwin demo --data "$data" > "$work/log" 2>&1 || { cat "$work/log" >&2; exit 1; }
compile_generators "$checkout" "$work/classes"
eval "$(mltwin env --data "$data")"
MLTWIN_ADMIN_TOKEN="$(mltwin token --data "$data" --as admin)"
export MLTWIN_ADMIN_TOKEN
base="$port_base"
say "making workspaces up to $workspaces"
generate ConsoleWorkspaces "$base" "$data" "$((workspaces > 1 ? workspaces - 1 : 0))"
read -r pid _ < "$data/run/telemetry.pid"

echo "Machine: $(nproc) cores, load $(cut -d' ' -f1-3 /proc/loadavg), $("${java_home}java" -version 2>&1 | head -n 1)"
((answers == 0)) || measure_pages
((starts + rounds == 0)) || printf '%-44s %9s %9s\n' "median, and median of the pairs" without with
((starts == 0)) || measure_starts
((rounds == 0)) || measure_people
echo "Load at the end: $(cut -d' ' -f1-3 /proc/loadavg)"
[[ -n "$reached" ]]
