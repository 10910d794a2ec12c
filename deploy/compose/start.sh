#!/usr/bin/env bash
# Starts this image's service with the JVM options of the launcher's processes (deploy/local, ServiceJvm).
set -eu
echo $$ > /tmp/service.pid
cd "/mltwin/data/$MLTWIN_SERVICE"
exec java -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Xms24m -Xmn8m -Xmx128m -XX:MinHeapFreeRatio=10 -XX:MaxHeapFreeRatio=20 \
    -Xss512k -XX:-UsePerfData "-Dsmallrye.config.locations=/mltwin/private/$MLTWIN_SERVICE/service.properties" \
    -jar /opt/mltwin/service/service.jar
