package io.mltwin.node.image;

import io.mltwin.encoding.Sha256;
import java.io.BufferedOutputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/**
 * The layer of an image that holds a virtual environment. Its bytes depend on what pip installed,
 * and neither on the time nor on the folder in which that was done: programs name the place that
 * the environment has in the image, and compiled modules are left out.
 *
 * @param digest of the file
 * @param diffId digest of the archive that is compressed in it
 */
public record EnvironmentLayer(Path file, String digest, String diffId, long size) {

    private static final String SHA256 = "sha256:";
    private static final String COMPILED = "__pycache__";
    private static final String SETTINGS = "pyvenv.cfg";
    private static final int LARGEST_PROGRAM = 1024 * 1024;

    /**
     * Packs a virtual environment that nobody changes any more.
     *
     * @param home the place of the environment in the image, absolute
     */
    public static EnvironmentLayer pack(Path environment, String home, Path target) throws IOException {
        MessageDigest compressed = Sha256.newDigest();
        MessageDigest archive = Sha256.newDigest();
        try (OutputStream file = new BufferedOutputStream(Files.newOutputStream(target));
                OutputStream zip = new FastGzip(new DigestOutputStream(file, compressed));
                OutputStream digested = new DigestOutputStream(zip, archive);
                TarWriter tar = new TarWriter(digested)) {
            new Packing(environment, home, tar).addAll();
        }
        return new EnvironmentLayer(
                target,
                SHA256 + HexFormat.of().formatHex(compressed.digest()),
                SHA256 + HexFormat.of().formatHex(archive.digest()),
                Files.size(target));
    }

    /** Has the programs of an environment that was unpacked name the place that it has now. */
    public static void settle(Path environment, String home) throws IOException {
        Path programs = environment.resolve("bin");
        if (!Files.isDirectory(programs, LinkOption.NOFOLLOW_LINKS)) {
            throw new IOException("the image of the environment has no folder of programs");
        }
        for (Path program : children(programs)) {
            if (Files.isRegularFile(program, LinkOption.NOFOLLOW_LINKS) && Files.size(program) <= LARGEST_PROGRAM) {
                byte[] content = Files.readAllBytes(program);
                byte[] settled = replace(content, home, environment.toString());
                if (settled != content) {
                    Files.write(program, settled);
                }
            }
        }
    }

    private static List<Path> children(Path folder) throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.sorted(Comparator.comparing(path -> path.getFileName().toString()))
                    .toList();
        }
    }

    /** Returns the same bytes where nothing is replaced, as in what is no text. */
    private static byte[] replace(byte[] content, String from, String to) {
        String text = new String(content, StandardCharsets.ISO_8859_1);
        if (text.indexOf('\0') >= 0) {
            return content;
        }
        String was = bytesOf(from);
        return text.contains(was) ? text.replace(was, bytesOf(to)).getBytes(StandardCharsets.ISO_8859_1) : content;
    }

    private static String bytesOf(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }

    /** Compresses with little work: a layer is written once and read a few times. */
    private static final class FastGzip extends GZIPOutputStream {
        FastGzip(OutputStream out) throws IOException {
            super(out);
            def.setLevel(Deflater.BEST_SPEED);
        }
    }

    /** Adds the files of an environment to an archive, in the order of their names. */
    private record Packing(Path environment, String home, TarWriter tar) {

        void addAll() throws IOException {
            String name = home.substring(1);
            tar.addFolder(name.substring(0, name.indexOf('/') + 1));
            add(environment, name);
        }

        private void add(Path path, String name) throws IOException {
            if (Files.isSymbolicLink(path)) {
                tar.addLink(name, inImage(Files.readSymbolicLink(path).toString()));
            } else if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
                if (path.getFileName().toString().equals(COMPILED)) {
                    return;
                }
                tar.addFolder(name + "/");
                for (Path child : children(path)) {
                    add(child, name + "/" + child.getFileName());
                }
            } else if (Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
                addFile(path, name);
            }
        }

        private void addFile(Path path, String name) throws IOException {
            boolean runs = Files.isExecutable(path);
            long size = Files.size(path);
            if (!namesItsPlace(path) || size > LARGEST_PROGRAM) {
                try (InputStream content = Files.newInputStream(path)) {
                    tar.addFile(name, content, size, runs);
                }
                return;
            }
            byte[] content = withoutPlace(path, Files.readAllBytes(path));
            tar.addFile(name, new ByteArrayInputStream(content), content.length, runs);
        }

        private boolean namesItsPlace(Path path) {
            return path.getParent().equals(environment.resolve("bin"))
                    || path.equals(environment.resolve(SETTINGS))
                    || isRecord(path);
        }

        private byte[] withoutPlace(Path path, byte[] content) {
            if (isRecord(path)) {
                // the digests of programs, which name their place
                return new String(content, StandardCharsets.UTF_8)
                        .replaceAll("(?m)^((?:\\.\\./)+bin/[^,\r\n]*),[^,\r\n]*,[0-9]*", "$1,,")
                        .getBytes(StandardCharsets.UTF_8);
            }
            return replace(content, environment.toString(), home);
        }

        private String inImage(String target) {
            return target.startsWith(environment + "/")
                    ? home + target.substring(environment.toString().length())
                    : target;
        }

        private static boolean isRecord(Path path) {
            return path.getFileName().toString().equals("RECORD")
                    && path.getParent().getFileName().toString().endsWith(".dist-info");
        }
    }
}
