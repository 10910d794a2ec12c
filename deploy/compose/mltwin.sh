#!/usr/bin/env bash
# The command mltwin inside the launcher's containers.
exec java -XX:TieredStopAtLevel=1 -XX:+ExitOnOutOfMemoryError -XX:+UseSerialGC -Xms8m -Xmx128m -Xss512k -XX:-UsePerfData -Dmltwin.checkout=/opt/mltwin \
    -Dslf4j.internal.verbosity=ERROR -cp "/opt/mltwin/launcher/mltwin.jar:/opt/mltwin/launcher/lib/*" \
    io.mltwin.local.command.Launcher "$@"
