package io.mltwin.sandbox;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A user of a sandbox's own: a number out of a range that no distribution gives away, chosen at
 * random, so that two platforms of one machine do not meet.
 */
public record SandboxUser(int uid) {

    // systemd and shadow leave this range alone; see "Users, Groups, UIDs and GIDs on systemd
    // Systems"
    private static final int FIRST = 1_900_000_000;
    private static final int COUNT = 50_000_000;
    // where a container maps 65 536 numbers only
    private static final int FIRST_SMALL = 40_000;
    private static final int COUNT_SMALL = 20_000;
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int KILL_ROUNDS = 20;
    private static final String SETPRIV = "/usr/bin/setpriv";
    private static final List<Path> SHARED = List.of(Path.of("/tmp"), Path.of("/var/tmp"), Path.of("/dev/shm"));

    static SandboxUser choose() throws IOException {
        return isMapped(FIRST + COUNT)
                ? new SandboxUser(FIRST + RANDOM.nextInt(COUNT))
                : new SandboxUser(FIRST_SMALL + RANDOM.nextInt(COUNT_SMALL));
    }

    /** The sandbox's user to whom a folder was given, if it was given to one. */
    public static Optional<SandboxUser> ownerOf(Path folder) {
        try {
            int uid = (int) Files.getAttribute(folder, "unix:uid", LinkOption.NOFOLLOW_LINKS);
            return isOne(uid) ? Optional.of(new SandboxUser(uid)) : Optional.empty();
        } catch (IOException | UnsupportedOperationException e) {
            // gone, or no Unix: nobody of ours
            return Optional.empty();
        }
    }

    static boolean isOne(int uid) {
        return uid >= FIRST && uid - FIRST < COUNT || uid >= FIRST_SMALL && uid - FIRST_SMALL < COUNT_SMALL;
    }

    /** Gives a file, or a folder with all that is in it, to this user, and closes it to others. */
    void take(Path folder) throws IOException {
        boolean file = Files.isRegularFile(folder, LinkOption.NOFOLLOW_LINKS);
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString(file ? "rw-------" : "rwx------"));
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                return own(file);
            }

            @Override
            public FileVisitResult postVisitDirectory(Path dir, IOException e) throws IOException {
                return own(dir);
            }
        });
    }

    private FileVisitResult own(Path path) throws IOException {
        Files.setAttribute(path, "unix:gid", uid, LinkOption.NOFOLLOW_LINKS);
        Files.setAttribute(path, "unix:uid", uid, LinkOption.NOFOLLOW_LINKS);
        return FileVisitResult.CONTINUE;
    }

    /**
     * Ends every process of this user, those that detached themselves included: the kernel signals
     * them all at once, so that none can start another meanwhile.
     */
    public void killAll() throws IOException {
        for (int i = 0; i < KILL_ROUNDS && hasProcesses(); i++) {
            runAsThis("kill -9 -1");
        }
    }

    /**
     * Deletes what this user, whose processes have ended, left where everybody may write: temporary
     * files and shared memory.
     */
    public void deleteRemains() throws IOException {
        for (Path shared : SHARED) {
            if (Files.isDirectory(shared)) {
                deleteRemains(shared);
            }
        }
        for (String kind : List.of("shm", "msg", "sem")) {
            Path table = Path.of("/proc/sysvipc", kind);
            if (Files.exists(table) && Files.readString(table).contains(" " + uid + " ")) {
                runAsThis("ipcrm --all");
            }
        }
    }

    private void deleteRemains(Path shared) throws IOException {
        try (DirectoryStream<Path> all = Files.newDirectoryStream(shared)) {
            for (Path each : all) {
                try {
                    if (ownerOf(each).equals(Optional.of(this))) {
                        ScriptTree.delete(each);
                    }
                } catch (NoSuchFileException e) {
                    // another program has deleted it meanwhile; the rest is still looked at
                    continue;
                }
            }
        }
    }

    private void runAsThis(String command) throws IOException {
        Process process = new ProcessBuilder(
                        SETPRIV, "--reuid=" + uid, "--regid=" + uid, "--clear-groups", "/bin/sh", "-c", command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            process.waitFor(5, TimeUnit.SECONDS);
            if (hasProcesses()) {
                Thread.sleep(10);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    boolean hasProcesses() throws IOException {
        return pids().findAny().isPresent();
    }

    /** Of living processes; one that waits to be reaped counts no more. */
    Stream<Long> pids() throws IOException {
        List<Long> found;
        try (Stream<Path> entries = Files.list(Path.of("/proc"))) {
            found = entries.map(path -> path.getFileName().toString())
                    .filter(name -> name.chars().allMatch(Character::isDigit))
                    .map(Long::parseLong)
                    .filter(this::isOwn)
                    .toList();
        }
        return found.stream();
    }

    private boolean isOwn(long pid) {
        try {
            boolean own = false;
            for (String line : Files.readAllLines(Path.of("/proc", Long.toString(pid), "status"))) {
                if (line.startsWith("State:") && line.contains("Z")) {
                    return false;
                }
                if (line.startsWith("Uid:")) {
                    own = line.substring(4).strip().startsWith(uid + "\t");
                }
            }
            return own;
        } catch (NoSuchFileException e) {
            return false;
        } catch (IOException e) {
            // it ended while it was looked at
            return false;
        }
    }

    private static boolean isMapped(long number) throws IOException {
        for (String line : Files.readAllLines(Path.of("/proc/self/uid_map"))) {
            String[] fields = line.strip().split("\\s+");
            long first = Long.parseLong(fields[0]);
            if (number >= first && number < first + Long.parseLong(fields[2])) {
                return true;
            }
        }
        return false;
    }
}
