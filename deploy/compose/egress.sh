#!/bin/sh
# The proxy for pip as a program of its own: the one that a run has on a machine that makes networks.
set -eu
hosts="$(java -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -XX:+ExitOnOutOfMemoryError -jar "$MLTWIN_HOST_JAR" --package-hosts)"
exec python3 -I -S /opt/mltwin/network.py proxy /mltwin/egress/proxy "$hosts"
