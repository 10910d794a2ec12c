#!/bin/sh
# Once the platform is ready, brings in what is mounted in /mltwin-init, in the order of the names: seed files, and scripts that may call
# 'mltwin faults add'; other files are for these. Then the container is healthy. Where one fails, the platform ends, whose process is the argument.
set -u
until health.sh platform 2>/dev/null; do
    kill -0 "$1" 2>/dev/null || exit 1
    sleep 0.5
done
for file in /mltwin-init/*; do
    case "$file" in
        *.yaml | *.yml | *.json) mltwin seed "$file" ;;
        *.sh) sh -eu "$file" ;;
    esac || {
        echo "mltwin: $file failed, see above, so the platform ends: mend it and start the container again." >&2
        kill -TERM "$1"
        exit 1
    }
done
touch "$MLTWIN_DATA/run/begun"
