package io.mltwin.local.service;

import java.util.ArrayList;
import java.util.List;

/**
 * How the six services' JVMs are run. firstCompilerOnly holds them to the quick first compiler:
 * only where the native crypto provider loads. makesArchives lets a run without a class-data
 * archive note what one is to be made of.
 */
public record ServiceJvm(boolean firstCompilerOnly, boolean makesArchives) {
    /**
     * A heap that starts small, gives back what a burst took, and may still grow for an image
     * build.
     */
    private static final List<String> SMALL =
            List.of(
                    "-XX:+UseSerialGC",
                    "-Xms24m",
                    "-Xmn8m",
                    "-Xmx128m",
                    "-XX:MinHeapFreeRatio=10",
                    "-XX:MaxHeapFreeRatio=20",
                    "-Xss512k",
                    "-XX:-UsePerfData");

    List<String> options() {
        List<String> options = new ArrayList<>();
        if (firstCompilerOnly) {
            options.add("-XX:TieredStopAtLevel=1");
        }
        options.addAll(SMALL);
        return options;
    }
}
