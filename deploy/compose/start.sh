#!/usr/bin/env bash
# Starts this image's service with the JVM options of the launcher's processes (deploy/local, ServiceJvm).
set -eu
echo $$ > /tmp/service.pid
cd "/mltwin/data/$MLTWIN_SERVICE"
compilers=(-XX:TieredStopAtLevel=1 -XX:MinHeapSize=24m -XX:InitialHeapSize=48m -Xmn8m -Xmx128m)
if [[ "$MLTWIN_SERVICE" == scoring || "$MLTWIN_SERVICE" == telemetry ]]; then
    compilers=(-XX:CICompilerCount=2 -XX:ReservedCodeCacheSize=64m -XX:Tier3InvocationThreshold=400 -XX:Tier3MinInvocationThreshold=200
        -XX:Tier3CompileThreshold=4000 -XX:Tier4InvocationThreshold=20000 -XX:Tier4MinInvocationThreshold=5000
        -XX:Tier4CompileThreshold=50000 -XX:Tier4BackEdgeThreshold=500000
        -XX:MinHeapSize=24m -XX:InitialHeapSize=48m -Xmn16m -Xmx128m)
fi
if [[ -n "${MLTWIN_BOTH_COMPILERS:-}" ]]; then
    compilers=(-XX:CICompilerCount=2 -XX:ReservedCodeCacheSize=64m -Dmltwin.native-tls=true -Xms56m -Xmn32m -Xmx160m)
fi
exec java "${compilers[@]}" -XX:+ExitOnOutOfMemoryError -XX:+UseSerialGC -XX:MinHeapFreeRatio=10 -XX:MaxHeapFreeRatio=20 \
    -Xss512k -XX:-UsePerfData "-Dsmallrye.config.locations=/mltwin/private/$MLTWIN_SERVICE/service.properties" \
    -jar /opt/mltwin/service/service.jar
