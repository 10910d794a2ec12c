package io.mltwin.local.service;

import io.mltwin.local.layout.PlatformService;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * How the six services' JVMs are run. firstCompilerOnly holds all but identity to the quick first
 * compiler: only where the native crypto provider loads.
 */
public record ServiceJvm(boolean firstCompilerOnly) {
    private static final List<String> FIRST_COMPILER = List.of("-XX:TieredStopAtLevel=1");

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

    /**
     * For identity, which every request of every other service asks: the second compiler for what
     * is called again and again, one thread of it, and late, so that it compiles nothing of the
     * start.
     */
    private static final List<String> BOTH_COMPILERS_LATE =
            List.of(
                    "-XX:CICompilerCount=2",
                    "-XX:ReservedCodeCacheSize=64m",
                    "-XX:Tier4InvocationThreshold=100000",
                    "-XX:Tier4MinInvocationThreshold=30000",
                    "-XX:Tier4CompileThreshold=200000",
                    "-XX:Tier4BackEdgeThreshold=3000000");

    List<String> options(PlatformService service) {
        List<String> options = new ArrayList<>();
        if (firstCompilerOnly) {
            options.addAll(compilers(service));
        }
        options.addAll(SMALL);
        options.addAll(ARCHIVE);
        return options;
    }

    private static List<String> compilers(PlatformService service) {
        return service == PlatformService.IDENTITY ? BOTH_COMPILERS_LATE : FIRST_COMPILER;
    }

    /** What start.sh of the containers, which have no archive, must say too. */
    public static List<String> inContainers(PlatformService service) {
        return Stream.concat(compilers(service).stream(), SMALL.stream()).toList();
    }
}
