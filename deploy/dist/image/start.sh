#!/bin/sh
# Starts the platform, with options of 'mltwin up' if there are any; or runs the command of the launcher that is given.
set -eu
case "${1:--}" in
    -*) ;;
    *) exec mltwin "$@" ;;
esac
# of the start before, if that was killed
rm -f "$MLTWIN_DATA/run/outcome" "$MLTWIN_DATA/run/begun"
begin.sh "$$" &
exec mltwin supervise --port-base "$MLTWIN_PORT_BASE" ${MLTWIN_BASE:+--base "$MLTWIN_BASE"} "$@"
