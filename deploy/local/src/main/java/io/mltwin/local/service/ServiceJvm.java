package io.mltwin.local.service;

import java.util.ArrayList;
import java.util.List;

/**
 * How the six services' JVMs are run. firstCompilerOnly holds them to the quick first compiler:
 * only where the native crypto provider loads.
 */
public record ServiceJvm(boolean firstCompilerOnly) {
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

    /**
     * The class-data archive that the build made beside the jar: classes as they are after loading
     * and checking. The JVM does without one that fits neither it nor the jars. It is mapped where
     * it was made for; elsewhere the JVM would rewrite every pointer in it, page by page.
     */
    private static final List<String> ARCHIVE =
            List.of(
                    "-XX:SharedArchiveFile=app-cds.jsa",
                    "-Xshare:auto",
                    "-Xlog:cds=off",
                    "-Xlog:cds+dynamic=off",
                    "-XX:+UnlockDiagnosticVMOptions",
                    "-XX:ArchiveRelocationMode=0");

    List<String> options() {
        List<String> options = new ArrayList<>();
        if (firstCompilerOnly) {
            options.add("-XX:TieredStopAtLevel=1");
        }
        options.addAll(SMALL);
        options.addAll(ARCHIVE);
        return options;
    }
}
