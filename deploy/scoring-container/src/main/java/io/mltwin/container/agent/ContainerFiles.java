package io.mltwin.container.agent;

import io.mltwin.container.Frame;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Sends the files of a container, or of its packages, in pieces, and takes them in: so many at
 * most, with a digest.
 */
final class ContainerFiles {

    static final int PIECE = 1024 * 1024;
    private static final long MAX_BYTES = 512L * 1024 * 1024;
    private static final int MAX_PIECES = 20_000;
    private static final long MAX_PACKAGES_BYTES = 4L * 1024 * 1024 * 1024;
    private static final int MAX_PACKAGES_PIECES = 300_000;
    private static final String RUNS = "runs";

    private final MessageDigest digest = sha256();
    private final long maxBytes;
    private final int maxPieces;
    private long bytes;
    private int pieces;

    private ContainerFiles(long maxBytes, int maxPieces) {
        this.maxBytes = maxBytes;
        this.maxPieces = maxPieces;
    }

    /** Takes in a container's own files. */
    static ContainerFiles ofContainer() {
        return new ContainerFiles(MAX_BYTES, MAX_PIECES);
    }

    /** Takes in what pip installed, which is more. */
    static ContainerFiles ofPackages() {
        return new ContainerFiles(MAX_PACKAGES_BYTES, MAX_PACKAGES_PIECES);
    }

    /** Where frames go. */
    interface Sink {
        void send(Frame frame) throws IOException;
    }

    static void send(Path folder, Sink sink) throws IOException {
        MessageDigest digest = sha256();
        List<Path> files;
        try (Stream<Path> tree = Files.walk(folder)) {
            files = tree.filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS))
                    .toList();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        for (Path file : files) {
            Map<String, String> header = new LinkedHashMap<>();
            header.put("type", "file");
            header.put("path", folder.relativize(file).toString());
            if (Files.isExecutable(file)) {
                header.put(RUNS, "true");
            }
            try (InputStream in = Files.newInputStream(file)) {
                byte[] piece = in.readNBytes(PIECE);
                do {
                    count(digest, header.get("path"), piece);
                    sink.send(new Frame(header, piece));
                    piece = in.readNBytes(PIECE);
                } while (piece.length > 0);
            }
        }
        String sum = HexFormat.of().formatHex(digest.digest());
        sink.send(Frame.of(Map.of("type", "files", "sha256", sum)));
    }

    /**
     * Takes in one frame of {@link #send}.
     *
     * @return whether it was the last
     */
    boolean accept(Frame frame, Path folder) throws IOException {
        if (frame.get("type").equals("files")) {
            if (!HexFormat.of().formatHex(digest.digest()).equals(frame.get("sha256"))) {
                throw new IOException("the files of the container do not have their digest");
            }
            return true;
        }
        bytes += frame.body().length;
        if (!frame.get("type").equals("file") || bytes > maxBytes || ++pieces > maxPieces) {
            throw new IOException("these are not the files of a container");
        }
        count(digest, frame.get("path"), frame.body());
        Path file = folder.resolve(frame.get("path")).normalize();
        if (!file.startsWith(folder) || file.equals(folder)) {
            throw new IOException("a file of the container leads out of it");
        }
        Files.createDirectories(file.getParent());
        try (OutputStream out = Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            out.write(frame.body());
        }
        if (frame.header().containsKey(RUNS)) {
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
        }
        return false;
    }

    private static void count(MessageDigest digest, String path, byte[] piece) {
        digest.update((path + "\0" + piece.length + "\0").getBytes(StandardCharsets.UTF_8));
        digest.update(piece);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
