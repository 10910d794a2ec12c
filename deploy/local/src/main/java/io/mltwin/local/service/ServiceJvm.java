package io.mltwin.local.service;

import java.util.ArrayList;
import java.util.List;

/**
 * How the six services' JVMs are run. firstCompilerOnly holds them to the quick first compiler: only
 * where the native crypto provider loads. makesArchives lets a run without a class-data archive
 * write one at its exit.
 */
public record ServiceJvm(boolean firstCompilerOnly, boolean makesArchives) {
    private static final List<String> SMALL =
            List.of(
                    "-XX:+UseSerialGC",
                    "-Xmx128m");

    List<String> options() {
        List<String> options = new ArrayList<>();
        if (firstCompilerOnly) {
            options.add("-XX:TieredStopAtLevel=1");
        }
        options.addAll(SMALL);
        return options;
    }
}
