#!/usr/bin/env bash
# Plays what a project's tests do to the platform that they share: 24 classes of two Maven modules, three forks each, all six at a time,
# each class in a tenant of its own; then the same while one fork, the platform's supervisor and a service are killed in the middle.
# Prints how long the first class of all took (it starts the platform), a second class of the same fork, the first class of another
# module that comes later, and an own platform from the golden folder, each as a share of the first. Ends with 1 where a class failed,
# saw something of another one, met a second platform, or where a process or a file is left 70 s after the last lease.
#
#   deploy/bench/test-platform.sh [--home PATH]
#
#   --home PATH   a distribution's file or its folder; without it this checkout, which has no golden folder
#
# Wants nothing else to use this user's test platform.
set -euo pipefail

usage() {
    sed -n '2,/^set /{/^set /d;s/^# \{0,1\}//;p}' "${BASH_SOURCE[0]}" >&2
    exit 2
}

checkout="$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/../.." && pwd)"
home="$checkout"
while (($#)); do
    case "$1" in
        --home) [[ -e "${2:-}" ]] || usage; home="$(realpath -- "$2")" ;;
        *) usage ;;
    esac
    shift 2
done
[[ -d "$home" ]] || home="$(java -jar "$home")"

work="$(mktemp -d)"
export MLTWIN_CACHE="$work/cache" BENCH_NOTES="$work/notes"
mkdir -p "$MLTWIN_CACHE"
finish() {
    "$home/mltwin" test-platform stop > /dev/null 2>&1 || true
    rm -rf -- "$work"
}
trap finish EXIT

property() {
    sed -n "s/.*<$1>\(.*\)<\/$1>.*/\1/p" "$checkout/pom.xml" | head -1
}
maven=(mvn -B -ntp -q "-Dmaven.repo.local=$work/repository" "-Dmaven.repo.local.tail=$HOME/.m2/repository")
"${maven[@]}" -f "$checkout/pom.xml" -Dquick -pl kit/client,kit/junit -am install
# PostgreSQL's programs are the user's: they are unpacked once.
for programs in "${XDG_CACHE_HOME:-$HOME/.cache}"/mltwin/postgres*; do
    [[ ! -d "$programs" ]] || ln -s "$programs" "$MLTWIN_CACHE/"
done

cp -r "$checkout/deploy/bench/test-platform" "$work/tests"
fill() {
    local module=$1 count=$2 i class
    mkdir -p "$work/tests/$module/src/test/java/example"
    rm -f "$work/tests/$module/src/test/java/example/"*
    for ((i = 0; i < count; i++)); do
        class="$(printf '%s%02dTest' "${module^}" "$i")"
        sed "s/IsolatedTest/$class/" "$work/tests/src/IsolatedTest.java" > "$work/tests/$module/src/test/java/example/$class.java"
    done
    cat > "$work/tests/$module/pom.xml" << POM
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <parent><groupId>example</groupId><artifactId>two-modules</artifactId><version>1</version></parent>
  <artifactId>$module</artifactId>
</project>
POM
}
tests() {
    "${maven[@]}" -f "$work/tests/pom.xml" -Dmltwin.version="$(property version | head -1)" -Djunit.version=6.0.3 \
        -Dsurefire.version="$(property surefire.version)" -Dmltwin.home="$home" "$@"
}
# seconds MODULE CLASS: of a class, by Surefire's report.
seconds() {
    sed -n 's/.*<testsuite .* time="\([0-9.]*\)".*/\1/p' "$work/tests/$1/target/surefire-reports/TEST-example.$2.xml" | head -1
}
share() {
    awk -v a="$1" -v b="$2" 'BEGIN { printf "%.3f", a / b }'
}
failed=0
must() {
    local what=$1
    shift
    if "$@"; then echo "holds: $what"; else echo "DOES NOT HOLD: $what"; failed=1; fi
}

echo "--- one fork, one class after another"
fill first 3
fill second 1
: > "$BENCH_NOTES"
tests -Dforks=1 -T1 test || failed=1
cold="$(seconds first First00Test)"
echo "first class $cold s, with the platform's start"
echo "second class $(seconds first First01Test) s: $(share "$(seconds first First01Test)" "$cold") (at most 0.03)"
echo "third class $(seconds first First02Test) s: $(share "$(seconds first First02Test)" "$cold")"
echo "first class of another module $(seconds second Second00Test) s: $(share "$(seconds second Second00Test)" "$cold") (at most 0.10)"

echo "--- 24 classes, six at a time"
fill first 12
fill second 12
: > "$BENCH_NOTES"
must "24 classes are isolated" tests -T2 test
must "24 classes had a tenant each" test "$(cut -d' ' -f2 "$BENCH_NOTES" | sort -u | wc -l)" = 24
must "six forks ran" test "$(cut -d' ' -f4 "$BENCH_NOTES" | sort -u | wc -l)" = 6
must "one platform" test "$(cut -d' ' -f3 "$BENCH_NOTES" | sort -u | wc -l)" = 1

echo "--- the same, and a fork, a service and the supervisor are killed"
: > "$BENCH_NOTES"
tests -T2 --fail-never test > "$work/killed.log" 2>&1 &
run=$!
while (($(wc -l < "$BENCH_NOTES") < 6)); do sleep 0.2; done
kill -9 "$(tail -1 "$BENCH_NOTES" | cut -d' ' -f4)" 2> /dev/null || true
pid() {
    "$home/mltwin" status --json --data "$("$home/mltwin" test-platform start | tail -1)" \
        | python3 -c 'import json, sys; print(*[p["pid"] for p in json.load(sys.stdin) if p["part"] == sys.argv[1]])' "$1"
}
kill -9 "$(pid scoring)"
sleep 5
kill -9 "$(pid launcher)"
wait "$run" || true
echo "classes that ended well: $(sort -u -k1,1 "$BENCH_NOTES" | wc -l) of 24"
must "what came after the kills found a platform" test "$(sort -u -k1,1 "$BENCH_NOTES" | wc -l)" -ge 12

echo "--- 70 s after the last lease"
"$home/mltwin" test-platform stop > /dev/null || true
left() {
    pgrep -af "$MLTWIN_CACHE/test-platforms" || true
    find "$MLTWIN_CACHE/test-platforms" -mindepth 2 -not -path '*/leases*' -not -name lock -type f 2> /dev/null || true
}
gone() {
    [[ -z "$(left)" ]]
}
for ((i = 0; i < 70; i++)); do
    ! gone || break
    sleep 1
done
must "no process and no file of the platform but its lock is left after $i s" gone
left | head -20
exit "$failed"
