package io.mltwin.local.service;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/**
 * The class-data archive of one program: what the JVM loaded and parsed in an earlier run, mapped
 * into memory by later ones. It lies beside the build's artifacts, and its name tells for which
 * jars and which JVM it was made; the JVM itself checks that again and does without one that does
 * not fit.
 */
public final class ClassArchive {
    /** Exit values of a JVM that ended in good order: by itself, by SIGINT, by SIGTERM. */
    private static final List<Integer> ORDERLY = List.of(0, 130, 143);

    private static final String SUFFIX = ".jsa";

    private final String program;
    private final Path folder;
    private final List<Path> jars;
    private final Path draft;

    /**
     * The archive of a program whose jars are these files and all that lie in these folders. A run
     * writes a new one as the draft, a file that nobody else writes; null where none is to be made.
     */
    public ClassArchive(String program, Path folder, List<Path> jars, Path draft) {
        this.program = program;
        this.folder = folder;
        this.jars = jars;
        this.draft = draft;
    }

    /** The JVM's options: use the archive, or where there is none yet make it at the exit. */
    public List<String> options() throws IOException {
        Path archive = file();
        if (Files.exists(archive)) {
            return List.of("-Xshare:auto", "-XX:SharedArchiveFile=" + archive);
        }
        if (draft == null || !Files.isWritable(folder)) {
            return List.of("-Xshare:auto");
        }
        Files.deleteIfExists(draft);
        return List.of(
                "-Xshare:auto",
                "-XX:ArchiveClassesAtExit=" + draft,
                "-Xlog:cds=error,cds+dynamic=error");
    }

    /** Keeps what a run that has ended has written, and drops the archives of older builds. */
    public void keep(int exitValue) throws IOException {
        if (draft == null || !Files.exists(draft)) {
            return;
        }
        if (ORDERLY.contains(exitValue)) {
            Path archive = file();
            try (Stream<Path> files = Files.list(folder)) {
                for (Path old : files.filter(this::isOurs).toList()) {
                    Files.deleteIfExists(old);
                }
            }
            // Whole or not at all, also where the draft lies on another disk.
            Path copy = Files.createTempFile(folder, program + "-", ".new");
            Files.copy(draft, copy, StandardCopyOption.REPLACE_EXISTING);
            Files.move(copy, archive, StandardCopyOption.ATOMIC_MOVE);
        }
        Files.delete(draft);
    }

    private boolean isOurs(Path file) {
        return file.getFileName().toString().matches(program + "-[0-9a-f]+(\\" + SUFFIX + ")");
    }

    private Path file() throws IOException {
        return folder.resolve(program + "-" + fingerprint() + SUFFIX);
    }

    private String fingerprint() throws IOException {
        StringBuilder all =
                new StringBuilder(Java.home() + " " + System.getProperty("java.vm.version"));
        for (Path place : jars) {
            if (Files.isDirectory(place)) {
                try (Stream<Path> inside = Files.list(place)) {
                    for (Path jar : inside.sorted().toList()) {
                        describe(jar, all);
                    }
                }
            } else {
                describe(place, all);
            }
        }
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256")
                            .digest(all.toString().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256.", e);
        }
    }

    private static void describe(Path jar, StringBuilder all) throws IOException {
        BasicFileAttributes file = Files.readAttributes(jar, BasicFileAttributes.class);
        all.append('\n')
                .append(jar)
                .append(' ')
                .append(file.size())
                .append(' ')
                .append(file.lastModifiedTime().toMillis());
    }
}
