package io.mltwin.node;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;

/**
 * The folder of one run on the node: the snapshot's files, the script's working folder and home,
 * {@code outputs/} and {@code logs/}. Nothing outside it is written for the run.
 */
record RunFolder(Path path) {

    /** What a script may leave in one folder for its artifacts. */
    static final int MAX_ARTIFACTS = 10_000;

    /** What a data reference may bring, and a script leave in its folder. */
    static final int MAX_DATA_FILES = 50_000;

    /** The name of the driver log among the artifacts of a run. */
    static final String DRIVER_LOG = "logs/azureml/70_driver_log.txt";

    /**
     * The name of a node's log among the artifacts; of the first or only node {@link #DRIVER_LOG}.
     */
    static String driverLogName(JobBody job) {
        return job.isHead()
                ? DRIVER_LOG
                : DRIVER_LOG.replace(".txt", "_" + job.worker().nodeRank() + ".txt");
    }

    /** What the script printed, and nothing else, where Azure's clients look for it first. */
    static final String SCRIPT_LOG = "user_logs/std_log.txt";

    /** The node's steps, without what the script printed. */
    static final String STEPS_LOG = "system_logs/lifecycler/lifecycler.log";

    static RunFolder create(Path runs, String runId) throws IOException {
        if (!runId.matches("[a-zA-Z0-9][\\w-]{0,255}")) {
            throw new IOException("not a run id: " + runId);
        }
        RunFolder folder = new RunFolder(runs.resolve(runId).toAbsolutePath().normalize());
        folder.delete();
        Files.createDirectories(folder.outputs());
        Files.createDirectories(folder.path().resolve(DRIVER_LOG).getParent());
        return folder;
    }

    Path outputs() {
        return path.resolve("outputs");
    }

    Path logs() {
        return path.resolve("logs");
    }

    Path userLogs() {
        return path.resolve(Workers.LOGS);
    }

    /** Lies outside: what a script may write it may make a link to what it must not read. */
    Path driverLog() {
        return path.resolveSibling(path.getFileName() + ".log");
    }

    /**
     * What the container of the run sees of the workspace's file share; the script cannot write.
     */
    Path mount() {
        return path.resolveSibling(path.getFileName() + ".mnt");
    }

    /** The authorities that the script trusts: this folder is the one place it surely reads. */
    Path authorities() {
        return path.resolve(".authorities.pem");
    }

    void delete() throws IOException {
        delete(path);
        delete(mount());
        Files.deleteIfExists(driverLog());
    }

    /** The place of a file of the snapshot; a name that leads out of the folder is refused. */
    Path inside(String relative) throws IOException {
        Path file = path.resolve(relative).normalize();
        if (relative.isBlank() || !file.startsWith(path) || file.equals(path)) {
            throw new IOException("the name leads out of the run's folder: " + relative);
        }
        return file;
    }

    /**
     * The files below a folder of this one, without following symbolic links.
     *
     * @param most more of them are refused: the names alone would fill the node's memory
     */
    List<Path> files(Path below, int most) throws IOException {
        List<Path> files = new ArrayList<>();
        if (Files.isDirectory(below, LinkOption.NOFOLLOW_LINKS)) {
            Files.walkFileTree(
                    below,
                    new SimpleFileVisitor<>() {
                        @Override
                        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                                throws IOException {
                            if (attributes.isRegularFile()) {
                                if (files.size() == most) {
                                    throw new IOException(
                                            relative(below)
                                                    + " holds more than "
                                                    + most
                                                    + " files");
                                }
                                files.add(file);
                            }
                            return FileVisitResult.CONTINUE;
                        }
                    });
        }
        files.sort(null);
        return files;
    }

    String relative(Path file) {
        return path.relativize(file).toString();
    }

    static void delete(Path folder) throws IOException {
        try {
            Files.walkFileTree(
                    folder,
                    new SimpleFileVisitor<>() {
                        @Override
                        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                                throws IOException {
                            Files.deleteIfExists(file);
                            return FileVisitResult.CONTINUE;
                        }

                        @Override
                        public FileVisitResult postVisitDirectory(Path dir, IOException e)
                                throws IOException {
                            Files.deleteIfExists(dir);
                            return FileVisitResult.CONTINUE;
                        }
                    });
        } catch (NoSuchFileException e) {
            // Nothing there is what was asked for.
        }
    }
}
