package io.mltwin.local.service;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The class-data archive of one program: its classes as the JVM has them after loading and
 * checking, mapped into memory by later starts. It lies beside the build's artifacts, and its name
 * tells for which jars and which JVM it was made; the JVM checks that again and does without one
 * that does not fit.
 */
public final class ClassArchive {
    private static final String SUFFIX = ".jsa";
    private static final String DRAFT = ".new";

    /**
     * Maps an archive where it was made for. Elsewhere the JVM rewrites every pointer in it, which
     * takes time and makes all its pages private memory.
     */
    private static final List<String> IN_PLACE =
            List.of("-XX:+UnlockDiagnosticVMOptions", "-XX:ArchiveRelocationMode=0");

    private static final long ABANDONED_MILLIS = Duration.ofHours(1).toMillis();

    private final String program;
    private final Path folder;
    private final List<Path> classPath;
    private final List<Path> libraries;
    private final Path classes;

    /**
     * The archive of a program with this class path (and the libraries that the class path's jars
     * name themselves). A run without an archive writes the names of the classes it loads to the
     * file classes, from which the archive is made; null where none is to be made.
     */
    public ClassArchive(
            String program, Path folder, List<Path> classPath, List<Path> libraries, Path classes) {
        this.program = program;
        this.folder = folder;
        this.classPath = classPath;
        this.libraries = libraries;
        this.classes = classes;
    }

    /** The jars of a folder in an order that does not depend on the file system. */
    public static List<Path> jars(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        }
    }

    public String classPath() {
        return classPath.stream().map(Path::toString).collect(Collectors.joining(":"));
    }

    /**
     * The JVM's options: use the archive, or where there is none note which classes it is made of.
     */
    public List<String> options() throws IOException {
        List<String> options = new ArrayList<>(IN_PLACE);
        options.add("-Xshare:auto");
        Path archive = file();
        if (Files.exists(archive)) {
            options.add("-XX:SharedArchiveFile=" + archive);
        } else if (classes != null) {
            Files.deleteIfExists(classes);
            options.add("-XX:DumpLoadedClassList=" + classes);
        }
        return options;
    }

    /** Whether it is missing and a run has told its classes. */
    public boolean canBeMade() throws IOException {
        return classes != null
                && Files.exists(classes)
                && Files.isWritable(folder)
                && !Files.exists(file());
    }

    /** Makes the archive by a JVM of its own; false if that failed or was interrupted. */
    boolean make(Running running) throws IOException, InterruptedException {
        Path archive = file();
        Path names = classes.resolveSibling(classes.getFileName() + DRAFT);
        Path draft = Files.createTempFile(folder, program + "-", DRAFT);
        try {
            // The program still writes to its list: up to the last whole line.
            String told = Files.readString(classes, StandardCharsets.ISO_8859_1);
            List<String> lines = told.substring(0, told.lastIndexOf('\n') + 1).lines().toList();
            // JDK 17 crashes on the lambdas of a signed jar's users: then without lambdas.
            List<String> plain = lines.stream().filter(line -> !line.startsWith("@")).toList();
            Files.write(names, lines, StandardCharsets.ISO_8859_1);
            if (running.exitValue(dump(names, draft)) != 0) {
                Files.write(names, plain, StandardCharsets.ISO_8859_1);
                if (running.exitValue(dump(names, draft)) != 0) {
                    return false;
                }
            }
            dropOlder();
            Files.move(draft, archive, StandardCopyOption.ATOMIC_MOVE);
            return true;
        } finally {
            Files.deleteIfExists(draft);
            Files.deleteIfExists(names);
        }
    }

    /** Runs a process to its end, or until the platform is stopped. */
    interface Running {
        int exitValue(ProcessBuilder process) throws IOException, InterruptedException;
    }

    /** At the lowest priority: whoever waits for the platform shall not wait for this. */
    private ProcessBuilder dump(Path names, Path draft) {
        List<String> command = new ArrayList<>();
        if (Files.isExecutable(Path.of("/usr/bin/nice"))) {
            command.addAll(List.of("/usr/bin/nice", "-n", "19"));
        }
        command.add(Java.executable().toString());
        command.addAll(IN_PLACE);
        command.addAll(
                List.of(
                        "-XX:SharedBaseAddress=0x800000000",
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-Xmx64m",
                        "-Xshare:dump",
                        "-Xlog:disable",
                        "-XX:ErrorFile=/dev/null",
                        "-XX:SharedClassListFile=" + names,
                        "-XX:SharedArchiveFile=" + draft,
                        "-cp",
                        classPath()));
        return new ProcessBuilder(command);
    }

    /** Archives of older builds, and what a killed launcher has left. */
    private void dropOlder() throws IOException {
        long abandoned = System.currentTimeMillis() - ABANDONED_MILLIS;
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                String name = file.getFileName().toString();
                boolean old =
                        name.startsWith(program + "-") && name.endsWith(SUFFIX)
                                || name.startsWith(program + "-")
                                        && name.endsWith(DRAFT)
                                        && Files.getLastModifiedTime(file).toMillis() < abandoned;
                if (old) {
                    Files.deleteIfExists(file);
                }
            }
        }
    }

    private Path file() throws IOException {
        StringBuilder all =
                new StringBuilder(Java.home() + " " + System.getProperty("java.vm.version"));
        for (Path jar : Stream.concat(classPath.stream(), libraries.stream()).toList()) {
            describe(jar, all);
        }
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256")
                            .digest(all.toString().getBytes(StandardCharsets.UTF_8));
            return folder.resolve(program + "-" + HexFormat.of().formatHex(digest, 0, 8) + SUFFIX);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256.", e);
        }
    }

    private static void describe(Path jar, StringBuilder all) throws IOException {
        try {
            BasicFileAttributes file = Files.readAttributes(jar, BasicFileAttributes.class);
            all.append('\n')
                    .append(jar)
                    .append(' ')
                    .append(file.size())
                    .append(' ')
                    .append(file.lastModifiedTime().toMillis());
        } catch (NoSuchFileException e) {
            // Rebuilt this very moment: a name that fits nothing.
            all.append('\n').append(jar).append(" is gone");
        }
    }
}
