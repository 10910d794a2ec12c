package io.mltwin.local.service;

import io.mltwin.local.layout.PlatformService;
import io.mltwin.local.process.Java;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Makes the command lines of the six services' JVMs.
 *
 * @param firstCompilerOnly starts them with the quick first compiler: only where the native crypto
 *     provider loads, and nobody wants both
 */
public record ServiceJvm(boolean firstCompilerOnly) {
    /**
     * A heap that holds what a start leaves, so that it is not collected whole each time it has
     * grown a little; it gives back what it does not need, and may still grow for an image build.
     */
    private static final List<String> FIRST_COMPILER =
            List.of("-XX:TieredStopAtLevel=1", "-XX:MinHeapSize=24m", "-XX:InitialHeapSize=48m", "-Xmn8m", "-Xmx128m");

    /**
     * Gives back what a burst took. A JVM without memory ends, so that it is started again: it
     * would else live on without the threads that the error ended.
     */
    private static final List<String> SMALL = List.of(
            "-XX:+ExitOnOutOfMemoryError",
            "-XX:+UseSerialGC",
            "-XX:MinHeapFreeRatio=10",
            "-XX:MaxHeapFreeRatio=20",
            "-Xss512k",
            "-XX:-UsePerfData");

    /**
     * The class-data archive that the build made next to the jar: classes as they are after loading
     * and checking. The JVM does without one that fits neither it nor the jars. It is mapped where
     * it was made for; elsewhere the JVM would rewrite every pointer in it, page by page.
     */
    private static final List<String> ARCHIVE = List.of(
            "-XX:SharedArchiveFile=" + ServiceArchives.FILE,
            "-Xshare:auto",
            "-Xlog:cds=off",
            "-Xlog:cds+dynamic=off",
            "-XX:+UnlockDiagnosticVMOptions",
            "-XX:ArchiveRelocationMode=0");

    /**
     * Under load that goes on, a request then costs a third of the processor time; a start takes up
     * to half as long again and a service 70 MB more. One thread for each compiler, TLS by
     * BoringSSL, and a young generation that is collected a quarter as often: a collection costs
     * the same whatever its size.
     */
    private static final List<String> BOTH_COMPILERS = List.of(
            "-XX:CICompilerCount=2",
            "-XX:ReservedCodeCacheSize=64m",
            "-Dmltwin.native-tls=true",
            "-Xms56m",
            "-Xmn32m",
            "-Xmx160m");

    /**
     * Scores, and stores what was scored: load that goes on. Both compilers, of which the second
     * begins late: not in a start, and then with what takes the time. The first takes only methods
     * that are called twice as often as by default, since what it compiles for the second is twice
     * as large. docs/benchmarks/start.md says what this costs, docs/benchmarks/scoring.md what it
     * saves.
     */
    private static final List<String> SECOND_COMPILER_LATE = List.of(
            "-XX:CICompilerCount=2",
            "-XX:ReservedCodeCacheSize=64m",
            "-XX:Tier3InvocationThreshold=400",
            "-XX:Tier3MinInvocationThreshold=200",
            "-XX:Tier3CompileThreshold=4000",
            "-XX:Tier4InvocationThreshold=20000",
            "-XX:Tier4MinInvocationThreshold=5000",
            "-XX:Tier4CompileThreshold=50000",
            "-XX:Tier4BackEdgeThreshold=500000",
            "-XX:MinHeapSize=24m",
            "-XX:InitialHeapSize=48m",
            "-Xmn16m",
            "-Xmx128m");

    private static final Set<PlatformService> UNDER_LOAD = Set.of(PlatformService.SCORING, PlatformService.TELEMETRY);

    /** Returns the options of a service that the launcher starts. */
    public List<String> options(PlatformService service) {
        List<String> options = new ArrayList<>(compilers(service, firstCompilerOnly));
        options.addAll(SMALL);
        options.addAll(Java.quietNatives());
        options.addAll(ARCHIVE);
        return options;
    }

    /** Returns the options of containers, which have no archive; start.sh has the same. */
    public static List<String> inContainers(PlatformService service, boolean firstCompilerOnly) {
        return Stream.concat(compilers(service, firstCompilerOnly).stream(), SMALL.stream())
                .toList();
    }

    private static List<String> compilers(PlatformService service, boolean firstCompilerOnly) {
        if (!firstCompilerOnly) {
            return BOTH_COMPILERS;
        }
        return UNDER_LOAD.contains(service) ? SECOND_COMPILER_LATE : FIRST_COMPILER;
    }
}
