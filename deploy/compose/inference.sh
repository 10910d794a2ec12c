#!/bin/sh
# Serves the image of a web service on port 5001: what its layers and variables say.
exec java -XX:+UseSerialGC -XX:CICompilerCount=2 -XX:MaxRAMPercentage=40 -XX:-UsePerfData -XX:+ExitOnOutOfMemoryError \
    -cp '/opt/mltwin/host/*' io.mltwin.container.server.InferenceServer
