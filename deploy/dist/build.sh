#!/usr/bin/env bash
# build.sh PLATFORM TREE VERSION [NATIVES]: lays out a distribution of what Maven has built in this checkout, as the
# folder TREE. Each library lies once in lib/, and the manifest of each program names those that it uses. PLATFORM is
# linux-x86_64 or linux-aarch_64; NATIVES is a folder of the libraries with native code of a platform that is not the
# one of this build. Next to TREE lie bom.xml, bom.json and THIRD-PARTY.txt, the bill of materials and the licences.
set -euo pipefail
shopt -s nullglob
export LC_ALL=C

checkout="$(cd -- "$(dirname -- "$(readlink -f -- "${BASH_SOURCE[0]}")")/../.." && pwd)"
platform="$1" tree="$2" version="$3" natives="${4:-}" bill="${2%/*}/bom"
jar="${JAVA_HOME:+$JAVA_HOME/bin/}jar"
# the archive of PostgreSQL that is left out, and what stands for the platform in the names of jars
case "$platform" in
    linux-x86_64) postgres=linux-arm64v8 kind='linux-x86_64' ;;
    linux-aarch_64) postgres=linux-amd64 kind='linux-aarch_?64' ;;
    *)
        echo "build.sh: there is no distribution for $platform: the launcher needs Linux on x86-64 or AArch64, where" \
            "PostgreSQL's programs and the crypto provider exist." >&2
        exit 1
        ;;
esac

fail() {
    echo "build.sh: $*" >&2
    exit 1
}

work="$(mktemp -d)"
trap 'rm -rf -- "$work"' EXIT
declare -A pool=()

# The library for this platform: where a name ends in another one, the jar of NATIVES that begins in the same way.
native() {
    local name="${1##*/}" stem found other
    if [[ ! "$name" =~ linux-(x86_64|aarch_?64) || "$name" =~ $kind ]]; then
        echo "$1"
        return
    fi
    # Quarkus puts the group before the name, and some have the version behind the platform
    stem="${name%%linux-*}"
    for found in "$natives"/*; do
        other="${found##*/}"
        [[ "$other" =~ $kind && "$stem" == *"${other%%linux-*}" ]] && echo "$found" && return
    done
    fail "$name has native code of another platform, and there is no jar of $platform for it: that one cannot be made here."
}

# Puts a library into lib/ unless one with the same content is there, and gives its name.
add_library() {
    local file digest name
    file="$(native "$1")"
    digest="$(sha256sum -- "$file")"
    digest="${digest%% *}"
    name="${pool[$digest]:-}"
    if [[ -z "$name" ]]; then
        name="${file##*/}"
        [[ ! -e "$tree/lib/$name" ]] || name="${name%.jar}-${digest:0:8}.jar"
        cp -- "$file" "$tree/lib/$name"
        pool[$digest]="$name"
    fi
    added="$name"
}

# add_program JAR FOLDER LIBRARY…: the program in FOLDER, with these libraries as its class path. An empty JAR is a new one.
add_program() {
    local program="$1" folder="$tree/$2" library up
    shift 2
    up="$(sed 's|[^/]*|..|g' <<< "${folder#"$tree"/}")"
    mkdir -p "$folder"
    echo 'Class-Path: ' > "$work/manifest"
    for library in "$@"; do
        add_library "$library"
        # a line of its own each: the second blank is the one between two entries
        echo "  $up/lib/$added" >> "$work/manifest"
    done
    if [[ -f "$program" ]]; then
        cp -- "$program" "$folder/"
        "$jar" --update --file "$folder/${program##*/}" --manifest "$work/manifest"
    else
        "$jar" --create --file "$folder/${program##*/}" --manifest "$work/manifest"
    fi
}

# The class path that the manifest of a jar names, in its order, as files.
class_path() {
    (cd "$work" && "$jar" --extract --file "$1" META-INF/MANIFEST.MF)
    tr -d '\r' < "$work/META-INF/MANIFEST.MF" \
        | awk '/^ / { line = line substr($0, 2); next } { print line; line = $0 } END { print line }' \
        | sed -n 's/^Class-Path: *//p' | tr ' ' '\n' | sed -n "s|^..*|${1%/*}/&|p"
}

# Fails unless each library of others stands in the bill of materials: by its digest, or by its name where a build has rewritten it,
# and unless each has a licence.
require_complete_bill() {
    local library name missing=()
    sed -nE 's|.*<purl>pkg:maven/([^/]*)/([^@]*)@([^?<]*)([?]classifier=([^&<]*))?.*|\1.\2-\3-\5.jar|; T; s|-[.]jar$|.jar|; p' \
        "$bill.xml" > "$work/names"
    while read -r library; do
        name="${library##*/}"
        name="${name#modified-}"
        [[ "$name" != mltwin-* && "$name" != io.mltwin.* && "$library" != */kafka/libs/kafka.jar ]] || continue
        grep -qF "$(sha256sum < "$library" | cut -d ' ' -f 1)" "$bill.xml" || grep -qxF "$name" "$work/names" \
            || grep -qE "[.]${name/-linux-/-}$" "$work/names" || missing+=("$name")
    done < <(find "$tree" -name '*.jar' -path '*/lib*/*')
    ((${#missing[@]} == 0)) || fail "${missing[*]} is in the distribution and not in $bill.xml: name it as a dependency in deploy/dist/pom.xml."
    ! grep 'no licence is named' "$tree/THIRD-PARTY.txt" >&2 || fail "these have no licence: name it in deploy/dist/third-party.xsl."
}

rm -rf -- "$tree"
mkdir -p "$tree/lib"
for service in identity workspace keyvault compute scoring telemetry; do
    runner="$checkout/$service-service/target/$service-service-runner.jar"
    [[ -e "$runner" ]] || fail "$runner is missing: build it first with 'mvn -Dquick package'."
    mapfile -t libraries < <(class_path "$runner")
    add_program "$runner" "services/$service" "${libraries[@]}"
done
node="$checkout/deploy/compute-node/target/mltwin-compute-node.jar"
mapfile -t libraries < <(class_path "$node")
add_program "$node" node "${libraries[@]}"
add_program kafka.jar kafka/libs "$checkout"/deploy/kafka/target/libs/*.jar
libraries=()
for library in "$checkout"/deploy/local/target/lib/*.jar; do
    [[ "$library" == *postgres-binaries-"$postgres"* ]] || libraries+=("$library")
done
add_program "$checkout/deploy/local/target/mltwin.jar" launcher "${libraries[@]}"

for environment in "$checkout"/deploy/environments/*/; do
    mkdir -p "$tree${environment#"$checkout"}target"
    cp -- "$environment/environment.json" "$tree${environment#"$checkout"}"
    [[ ! -d "$environment/target/libs" ]] || cp -R -- "$environment/target/libs" "$tree${environment#"$checkout"}target/"
done
cp -R -- "$checkout/deploy/seed" "$tree/deploy/seed"
cp -- "$checkout/mltwin" "$checkout/LICENSE" "${bill%/*}/THIRD-PARTY.txt" "$tree/"
cp -- "$bill.json" "$tree/sbom.json"
require_complete_bill
# the main class of the one file that the distribution becomes
unpacker=io/mltwin/local/distribution
mkdir -p "$tree/$unpacker"
cp -- "$checkout/libs/platform-kit/target/classes/$unpacker"/*.class "$tree/$unpacker/"
chmod -R u=rwX,go=rX "$tree"
chmod 755 "$tree/mltwin"

digest="$(cd "$tree" && find . -type f -print0 | sort -z | xargs -0 sha256sum | sha256sum)"
cat > "$tree/mltwin-distribution.json" <<END
{
  "version": "$version",
  "platform": "$platform",
  "digest": "${digest%% *}"
}
END
