#!/usr/bin/env bash
# Starts this image's service with the JVM options of the launcher's processes (deploy/local, ServiceJvm).
set -eu
echo $$ > /tmp/service.pid
cd "/mltwin/data/$MLTWIN_SERVICE"
case "$MLTWIN_SERVICE" in
    identity)
        compilers=(-XX:CICompilerCount=2 -XX:ReservedCodeCacheSize=64m -XX:Tier4InvocationThreshold=100000
            -XX:Tier4MinInvocationThreshold=30000 -XX:Tier4CompileThreshold=200000 -XX:Tier4BackEdgeThreshold=3000000)
        ;;
    *) compilers=(-XX:TieredStopAtLevel=1) ;;
esac
exec java "${compilers[@]}" -XX:+UseSerialGC -Xms24m -Xmn8m -Xmx128m -XX:MinHeapFreeRatio=10 -XX:MaxHeapFreeRatio=20 \
    -Xss512k -XX:-UsePerfData "-Dsmallrye.config.locations=/mltwin/private/$MLTWIN_SERVICE/service.properties" \
    -jar /opt/mltwin/service/service.jar
