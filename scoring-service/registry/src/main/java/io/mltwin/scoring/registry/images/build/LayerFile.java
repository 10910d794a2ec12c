package io.mltwin.scoring.registry.images.build;

import io.mltwin.encoding.Sha256;
import java.io.BufferedOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/**
 * A layer of an image as a file: a compressed tar.
 *
 * @param digest of the file, {@code sha256:…}
 * @param diffId digest of the tar without compression
 * @param size of the file in bytes
 */
public record LayerFile(Path file, String digest, String diffId, long size) {

    private static final int FILE_MODE = 0100644;
    private static final int FOLDER_MODE = 040755;
    private static final int SHARED_FOLDER_MODE = 041777;

    /**
     * Collects the files of a layer. The same files at the same places make the same bytes: entries
     * are sorted, belong to root and have no time.
     */
    public static final class Content {

        private final SortedMap<String, Entry> entries = new TreeMap<>();

        /** One of {@code file} and {@code text}; a folder has neither. */
        private record Entry(Path file, byte[] text, int mode) {}

        /** Adds a file of this machine at an absolute path of the image. */
        public Content file(String path, Path file) {
            return entry(path, new Entry(file, null, FILE_MODE));
        }

        public Content text(String path, String text) {
            return entry(path, new Entry(null, text.getBytes(StandardCharsets.UTF_8), FILE_MODE));
        }

        public Content folder(String path) {
            return entry(path + "/", new Entry(null, new byte[0], FOLDER_MODE));
        }

        /** Adds a folder in which everybody may write, as {@code /tmp} is. */
        public Content sharedFolder(String path) {
            return entry(path + "/", new Entry(null, new byte[0], SHARED_FOLDER_MODE));
        }

        private Content entry(String path, Entry entry) {
            String name = path.substring(1);
            for (int slash = name.indexOf('/');
                    slash >= 0 && slash < name.length() - 1;
                    slash = name.indexOf('/', slash + 1)) {
                entries.putIfAbsent(name.substring(0, slash + 1), new Entry(null, new byte[0], FOLDER_MODE));
            }
            entries.put(name, entry);
            return this;
        }

        /** Writes the layer. */
        public LayerFile write(Path to) throws IOException {
            Files.createDirectories(to.getParent());
            return LayerFile.compress(to, out -> {
                try (TarArchiveOutputStream tar = new TarArchiveOutputStream(out, StandardCharsets.UTF_8.name())) {
                    tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
                    tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
                    tar.setAddPaxHeadersForNonAsciiNames(true);
                    for (var entry : entries.entrySet()) {
                        write(tar, entry.getKey(), entry.getValue());
                    }
                }
            });
        }

        private static void write(TarArchiveOutputStream tar, String name, Entry entry) throws IOException {
            TarArchiveEntry header = new TarArchiveEntry(name);
            header.setMode(entry.mode());
            header.setModTime(0);
            header.setIds(0, 0);
            header.setNames("", "");
            header.setSize(entry.file() == null ? entry.text().length : Files.size(entry.file()));
            tar.putArchiveEntry(header);
            if (entry.file() != null) {
                Files.copy(entry.file(), tar);
            } else {
                tar.write(entry.text());
            }
            tar.closeArchiveEntry();
        }
    }

    /** Writes the bytes of a tar. */
    private interface TarSource {
        void writeTo(OutputStream out) throws IOException;
    }

    /** Compresses a tar. */
    static LayerFile compress(InputStream tar, Path to) throws IOException {
        return compress(to, tar::transferTo);
    }

    /** Takes a layer that is compressed already. */
    static LayerFile compressed(InputStream layer, String diffId, Path to) throws IOException {
        MessageDigest digest = Sha256.newDigest();
        try (OutputStream out = new DigestOutputStream(Files.newOutputStream(to), digest)) {
            layer.transferTo(out);
        }
        return new LayerFile(to, text(digest), diffId, Files.size(to));
    }

    private static LayerFile compress(Path to, TarSource source) throws IOException {
        MessageDigest packed = Sha256.newDigest();
        MessageDigest unpacked = Sha256.newDigest();
        try (OutputStream file =
                        new DigestOutputStream(new BufferedOutputStream(Files.newOutputStream(to), 1 << 16), packed);
                OutputStream gzip = new FastGzip(file)) {
            source.writeTo(new DigestOutputStream(new Open(gzip), unpacked));
        }
        return new LayerFile(to, text(packed), text(unpacked), Files.size(to));
    }

    private static String text(MessageDigest digest) {
        return "sha256:" + HexFormat.of().formatHex(digest.digest());
    }

    /** Models hardly get smaller, and time counts more. */
    private static final class FastGzip extends GZIPOutputStream {
        FastGzip(OutputStream out) throws IOException {
            super(out, 1 << 16);
            def.setLevel(Deflater.BEST_SPEED);
        }
    }

    /** Stays open when a tar in it ends. */
    private static final class Open extends FilterOutputStream {
        Open(OutputStream out) {
            super(out);
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            out.write(bytes, from, length);
        }

        @Override
        public void close() throws IOException {
            flush();
        }
    }
}
