package io.mltwin.local.process;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The JDK that runs the parts: the launcher's own. */
public final class Java {
    /**
     * Prefixes of variables that a Quarkus service would take for its configuration, so that a
     * stray one cannot change a platform.
     */
    private static final List<String> CONFIGURING =
            List.of("QUARKUS_", "SMALLRYE_", "MP_", "MLTWIN_", "KAFKA_", "PG", "AZURE_", "CLASSPATH");

    private Java() {}

    public static Path home() {
        return Path.of(System.getProperty("java.home"));
    }

    public static Path executable() {
        return home().resolve("bin/java");
    }

    /**
     * Returns the options that let libraries load native code and use memory as they always did.
     * JDK 24 and later print warnings without them; older ones do not know them.
     */
    public static List<String> quietNatives() {
        return Runtime.version().feature() < 24
                ? List.of()
                : List.of("--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow");
    }

    /** Removes from a part's environment what would configure it behind the launcher's back. */
    public static void cleanEnvironment(Map<String, String> environment) {
        environment.keySet().removeIf(name -> CONFIGURING.stream().anyMatch(name::startsWith));
        fewArenas(environment);
    }

    /**
     * Lets glibc keep one pool of memory instead of one per thread and core: less resident memory
     * in every JVM.
     */
    public static void fewArenas(Map<String, String> environment) {
        environment.putIfAbsent("MALLOC_ARENA_MAX", "1");
    }

    /**
     * A file of classes as one JVM had them after loading and checking, from which the same JVM starts
     * in half the time. Another JVM ignores it in silence.
     */
    public record ClassDataArchive(Path file) {

        /** The JVM writes its own name and version into the first bytes of an archive. */
        private static final int HEADER_BYTES = 4096;

        /** Returns whether the file is there and the JVM that runs this program made it. */
        public boolean isOfThisJvm() throws IOException {
            return isOf(System.getProperty("java.vm.version"));
        }

        /**
         * @param version what a JVM answers as {@code java.vm.version}
         */
        boolean isOf(String version) throws IOException {
            if (!Files.isRegularFile(file)) {
                return false;
            }
            try (InputStream archive = Files.newInputStream(file)) {
                return new String(archive.readNBytes(HEADER_BYTES), StandardCharsets.ISO_8859_1)
                        .contains("(" + version + ")");
            }
        }
    }
}
