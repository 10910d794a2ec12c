package io.mltwin.local.layout;

import io.mltwin.encoding.BoundedReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads files, and what programs print, into memory: 64 MiB of each at most. */
public final class BoundedContent {

    private static final int MOST = 64 << 20;

    private BoundedContent() {}

    /**
     * Returns the text of a file.
     *
     * @throws BoundedReader.TooLargeException when it has more
     */
    public static String text(Path file) throws IOException {
        return new String(bytes(file), StandardCharsets.UTF_8);
    }

    public static byte[] bytes(Path file) throws IOException {
        try (InputStream content = Files.newInputStream(file)) {
            return BoundedReader.readAll(content, MOST, file + " has more than 64 MiB");
        }
    }

    /** Returns what a program prints, until it ends. */
    public static String printed(Process program) throws IOException {
        return new String(
                BoundedReader.readAll(program.getInputStream(), MOST, "a program prints more than 64 MiB"),
                StandardCharsets.UTF_8);
    }
}
