#!/usr/bin/env bash
# Compares two builds of the platform on this machine. Builds both commits in work trees of its own, then in each round starts both, measures
# start and memory, and asks both for the same requests in turn, and for runs. Prints processor time, rates and memory of each, and how long a
# run takes to its script's first line on a warm node; the ratio new/old with its spread over the rounds; and at the end what this machine
# gives to programs that are not ours (yardsticks.sh).
#
# Processor time is user and system time of the processes while requests are measured, divided by the requests: "service" is the service that
# is asked, "platform" are all parts with PostgreSQL and Kafka, both without the service's compilers, whose work ends. It says more than a
# rate, since other programs of the machine change it little. Both builds are asked by the load generators of this checkout.
#
#   deploy/bench/compare.sh OLD_COMMIT NEW_COMMIT [--short] [--rounds N] [--seconds N] [--warm-up N] [--port-base N] [--no-yardsticks]
#
#   --short          2 rounds with 2 s a figure after 2 s of warm-up: shows that all works, in some minutes
#   --rounds N       rounds, 3 by default
#   --seconds N      seconds a figure, 6 by default
#   --warm-up N      seconds of the same requests before each figure, 10 by default
#   --port-base N    of the old build, 9440 by default; the new one has its ports from 60 further on
#   --no-yardsticks  leaves out the programs that are not ours
#
# Needs git, Maven and a JDK; the whole takes about 40 minutes on two cores that do nothing else. Stops nothing but what it started.
set -euo pipefail

usage() {
    sed -n '2,/^set /{/^set /d;s/^# \{0,1\}//;p}' "${BASH_SOURCE[0]}" >&2
    exit 2
}

say() {
    printf '%s  %s\n' "$(date +%T)" "$*" >&2
}

fail() {
    say "compare.sh: $*"
    exit 1
}

commits=() rounds=3 seconds=6 warm_up=10 first_port=9440 yardsticks=yes
while (($#)); do
    case "$1" in
        --short) rounds=2 seconds=2 warm_up=2 ;;
        --rounds | --seconds | --warm-up | --port-base)
            [[ "${2:-}" =~ ^[1-9][0-9]*$ ]] || usage
            case "$1" in
                --rounds) rounds="$2" ;;
                --seconds) seconds="$2" ;;
                --warm-up) warm_up="$2" ;;
                --port-base) first_port="$2" ;;
            esac
            shift
            ;;
        --no-yardsticks) yardsticks=no ;;
        -*) usage ;;
        *) commits+=("$1") ;;
    esac
    shift
done
((${#commits[@]} == 2)) || usage

export LC_ALL=C MLTWIN_NO_BUILD=1
unset MLTWIN_DATA MLTWIN_BIND MLTWIN_JAVA_OPTS MLTWIN_BOTH_COMPILERS
here="$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd)"
# shellcheck source=load/generator.sh
source "$here/load/generator.sh"
JVM_OPTIONS="-Dbench.warm-up=$warm_up"
work="$(mktemp -d)"
chmod 711 "$work"
results="$work/results"
touch "$results"
declare -A commit tree data port
port=([old]="$first_port" [new]=$((first_port + 60)))

# stop SIDE
stop() {
    [[ -z "${data[$1]:-}" ]] || "${tree[$1]}/mltwin" down --data "${data[$1]}" > /dev/null 2>&1 || true
    [[ -z "${data[$1]:-}" ]] || rm -rf -- "${data[$1]}"
    data[$1]=""
}

clean_up() {
    trap - EXIT
    local side
    for side in old new; do
        [[ -z "${tree[$side]:-}" ]] || stop "$side"
        [[ -z "${tree[$side]:-}" ]] || git -C "$here" worktree remove --force "${tree[$side]}" 2> /dev/null || true
    done
    rm -rf -- "$work"
}
trap clean_up EXIT
trap 'exit 130' INT TERM

# check_out SIDE REVISION
check_out() {
    commit[$1]="$(git -C "$here" rev-parse --verify --quiet "$2^{commit}")" || fail "git knows no commit $2 here."
    git -C "$here" worktree add --quiet --detach "$work/$1" "${commit[$1]}" || fail "no work tree of $2 can be made."
    tree[$1]="$work/$1"
    [[ -x "${tree[$1]}/mltwin" ]] || fail "$2 has no launcher."
}

# build SIDE: as ./mltwin does.
build() {
    local start="$SECONDS"
    say "building $1: $(git -C "$here" log -1 --format='%h %s' "${commit[$1]}")"
    mvn -q -Dquick -f "${tree[$1]}/pom.xml" package -pl '!e2e-tests' > "$work/build" 2>&1 || { tail -n 40 "$work/build" >&2; fail "the $1 commit does not build."; }
    say "built in $((SECONDS - start)) s"
}

# Process ids of all parts of the platform in a data folder, and of what they started.
processes() {
    local file pid
    for file in "$1"/run/*.pid; do
        read -r pid _ < "$file" && echo "$pid" part
    done | cat - <(ps -e -o pid=,ppid=) | awk '
        $2 == "part" { wanted[$1] = 1; next }
        { parent[$1] = $2 }
        END {
            do {
                more = 0
                for (p in parent) if (!(p in wanted) && parent[p] in wanted) { wanted[p] = 1; more = 1 }
            } while (more)
            for (p in wanted) print p
        }'
}

# Seconds of processor time of these processes, with that of their children which have ended.
processor_seconds() {
    local pid
    for pid in $(processes "$1"); do sed 's/.*) //' "/proc/$pid/stat" 2> /dev/null || true; done |
        awk -v hz="$(getconf CLK_TCK)" '{ ticks += $12 + $13 + $14 + $15 } END { printf "%.1f", ticks / hz }'
}

# MB, of a page that processes share the part of each.
memory() {
    local pid
    for pid in $(processes "$1"); do cat "/proc/$pid/smaps_rollup" 2> /dev/null || true; done |
        awk '/^Pss:/ { kb += $2 } END { printf "%.0f", kb / 1024 }'
}

# start SIDE: sets $start_nanos to what it took by the clock.
start() {
    local compilers=() attempt began
    [[ -z "$both_compilers" ]] || compilers=(--both-compilers)
    for attempt in 1 2; do
        data[$1]="$(mktemp -d "$work/d.XXX")"
        began="$(date +%s%N)"
        ! "${tree[$1]}/mltwin" up -d "${compilers[@]}" --data "${data[$1]}" --port-base "${port[$1]}" > "$work/$1.log" 2>&1 || break
        cat "$work/$1.log" >&2
        # a machine that does much else may be too slow for once
        ((attempt == 1)) || fail "the $1 build does not start."
        stop "$1"
        say "the $1 build did not start; once more"
    done
    start_nanos="$(($(date +%s%N) - began))"
    "${tree[$1]}/mltwin" env --data "${data[$1]}" > "$work/$1.env"
}

# note SIDE NAME RATE SERVICE PLATFORM, or SIDE NAME VALUE: a line of the results of this round.
note() {
    (IFS=$'\t'; set -- "$round" "$@"; printf '%s\n' "$*") >> "$results"
}

# measure_start SIDE: while no other platform of ours runs.
measure_start() {
    say "round $round: starting $1"
    start "$1"
    note "$1" "start, s of processor time" "$(processor_seconds "${data[$1]}")"
    note "$1" "start, s by the clock" "$(awk -v n="$start_nanos" 'BEGIN { printf "%.1f", n / 1e9 }')"
    note "$1" "memory after the start, MB" "$(memory "${data[$1]}")"
}

# ask SIDE OPERATION GENERATOR [ARGUMENT…]
ask() {
    local side="$1" operation="$2" generator="$3" line
    shift 3
    say "round $round: $operation, $side"
    (eval "$(cat "$work/$side.env")"; generate "$generator" "${port[$side]}" "${data[$side]}" "$seconds" "$@") > "$work/load" 2>&1 || true
    # of a line with name, connections, rate, p50, p99, service, of that compilers, others, generator, warm-up
    line="$(awk 'NF > 9 && $NF ~ /^[0-9]+$/ && $(NF-8) ~ /^[0-9]+$/ { print $(NF-7), $(NF-4) - $(NF-3), $(NF-4) - $(NF-3) + $(NF-2) }' "$work/load")"
    if [[ -z "$line" ]]; then
        say "the $side build was not measured ($operation): $(grep -m 1 -i exception "$work/load" || tail -n 1 "$work/load")"
        return
    fi
    # shellcheck disable=SC2086
    note "$side" "$operation" $line
}

# measure_runs SIDE: small commands one after the other on a warm node, the medians of their times; then as many at once.
measure_runs() {
    say "round $round: runs, $1"
    (eval "$(cat "$work/$1.env")"; generate RunsLoad "${port[$1]}" "${data[$1]}" $((seconds * 3))) > "$work/load" 2>&1 || true
    note_run "$1" "run, ms to the script's start" "submitted to the script's start"
    note_run "$1" "run, ms from its end to Completed" "the script's end to Completed"
    note_run "$1" "run, ms of processor time" "processor time a run, all parts, ms"
}

# note_run SIDE NAME PRINTED: the number that follows what RunsLoad printed.
note_run() {
    local value
    value="$(sed -n "s/^$3 *\([0-9.]*\).*/\1/p" "$work/load")"
    if [[ -n "$value" ]]; then
        note "$1" "$2" "$value"
    else
        say "the $1 build was not measured ($2): $(grep -m 1 -i exception "$work/load" || tail -n 1 "$work/load")"
    fi
}

# ask_both OPERATION GENERATOR [ARGUMENT…]: the side that began the round first.
ask_both() {
    ask "$first" "$@"
    ask "$second" "$@"
}

report() {
    awk -F '\t' -v rounds="$rounds" '
        function median(list, n,    i, j, t, a) {
            for (i = 1; i <= n; i++) a[i] = list[i]
            for (i = 2; i <= n; i++) for (j = i; j > 1 && a[j - 1] > a[j]; j--) { t = a[j]; a[j] = a[j - 1]; a[j - 1] = t }
            return n % 2 ? a[(n + 1) / 2] : (a[n / 2] + a[n / 2 + 1]) / 2
        }
        # one column of a name: both medians, the median of the ratios of the rounds, the lowest and the highest of them
        function column(name, c,    i, n, o, w, r, low, high) {
            for (i = 1; i <= rounds; i++) {
                if (!(("old", name, i, c) in value) || !(("new", name, i, c) in value) || value["old", name, i, c] <= 0) continue
                o[++n] = value["old", name, i, c]; w[n] = value["new", name, i, c]; r[n] = w[n] / o[n]
                if (n == 1 || r[n] < low) low = r[n]
                if (n == 1 || r[n] > high) high = r[n]
            }
            if (n == 0) return "not measured"
            return sprintf("%8.6g %8.6g %5.2f (%.2f-%.2f)", median(o, n), median(w, n), median(r, n), low, high)
        }
        {
            if (!($3 in seen)) { seen[$3] = 1; order[++names] = $3; fields[$3] = NF }
            for (c = 4; c <= NF; c++) value[$2, $3, $1, c] = $c + 0
        }
        END {
            head = sprintf("%8s %8s %5s %-13s", "old", "new", "ratio", "(spread)")
            printf "%-26s  %-38s  %-38s  %-38s\n", "", "service, us a request", "platform, us a request", "requests a second"
            printf "%-26s  %-38s  %-38s  %-38s\n", "request", head, head, head
            for (i = 1; i <= names; i++) if (fields[order[i]] > 4)
                printf "%-26s  %-38s  %-38s  %-38s\n", order[i], column(order[i], 5), column(order[i], 6), column(order[i], 4)
            printf "\n%-40s  %s\n", "start, memory and runs", head
            for (i = 1; i <= names; i++) if (fields[order[i]] == 4) printf "%-40s  %s\n", order[i], column(order[i], 4)
        }' "$results"
}

check_out old "${commits[0]}"
check_out new "${commits[1]}"
build old
if [[ "${commit[old]}" == "${commit[new]}" ]]; then
    say "the new commit is the same: its build is a copy"
    (cd "${tree[old]}" && find . -type d -name target -prune -print0 | tar cf - --null --files-from=-) | tar xf - -C "${tree[new]}"
else
    build new
fi
compile_generators "${tree[new]}" "$work/classes"

# An option of the launcher counts where both builds have it.
both_compilers=yes
for side in old new; do
    "${tree[$side]}/mltwin" up --help 2>&1 | grep -q -e --both-compilers || both_compilers=""
done
[[ -n "$both_compilers" ]] || say "a build has no --both-compilers: both run with the first compiler alone"

began="$SECONDS"
for ((round = 1; round <= rounds; round++)); do
    if ((round % 2)); then first=old second=new; else first=new second=old; fi
    measure_start "$first"
    stop "$first"
    measure_start "$second"
    start "$first"
    ask_both "token" TokenLoad 8
    ask_both "access check" AccessLoad allowed
    ask_both "secret get" VaultLoad get
    ask_both "secret set" VaultLoad set
    for operation in "get 4 KiB" "put 4 KiB" "get 1 MiB" "put 1 MiB"; do
        ask_both "blob $operation" StorageLoad 100 0 "$operation, SharedKey"
    done
    ask_both "ARM GET" ArmLoad get
    ask_both "ARM PUT" ArmLoad put
    for side in old new; do
        note "$side" "memory after the load, MB" "$(memory "${data[$side]}")"
    done
    measure_runs "$first"
    measure_runs "$second"
    stop "$first"
    stop "$second"
    say "round $round of $rounds is over, $((SECONDS - began)) s after the builds"
done

echo "Machine: $(nproc) cores, load $(cut -d' ' -f1-3 /proc/loadavg), $("${java_home}java" -version 2>&1 | head -n 1)"
for side in old new; do
    echo "$side: $(git -C "$here" log -1 --format='%h %s' "${commit[$side]}")"
done
echo "$rounds rounds of $seconds s after $warm_up s; 8 connections; ratio is new/old, the median of the rounds (lowest-highest)"
echo
report
if [[ "$yardsticks" == yes ]]; then
    say "yardsticks"
    echo
    "$here/yardsticks.sh" "$seconds" "$((first_port + 150))"
fi
