package io.mltwin.local.process;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

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
