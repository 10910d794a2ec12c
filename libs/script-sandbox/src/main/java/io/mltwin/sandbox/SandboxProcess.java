package io.mltwin.sandbox;

import io.mltwin.sandbox.SandboxLimits.SandboxUsage;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A command that runs in a sandbox. Its standard input is the command's: {@link #closeInput} where
 * it has none.
 */
public final class SandboxProcess {

    private static final int PATIENCE_SECONDS = 60;

    private static final long SECOND = 1_000_000_000;
    private static final long LOOK_MILLIS = 20;

    private final Process process;
    private final SandboxUser user;
    private final SandboxKind kind;
    private final SandboxRequest request;
    private final long free;
    private long files;
    private long nextLook = System.nanoTime();
    private long nextDiskLook = nextLook;

    /**
     * @param user null where the sandbox has none of its own
     */
    SandboxProcess(Process process, SandboxUser user, SandboxKind kind, SandboxRequest request) throws IOException {
        this.process = process;
        this.user = user;
        this.kind = kind;
        this.request = request;
        this.free = free(request);
        if (user != null) {
            // bubblewrap, killed as root, may not signal the other user that it started
            process.onExit().thenRun(this::endWhatIsLeft);
        }
    }

    private void endWhatIsLeft() {
        try {
            endLeftovers();
        } catch (IOException e) {
            // tried again by who waits for the end
            return;
        }
    }

    /** Returns the process that this one started; exit code 128 and more: ended by a signal. */
    public Process process() {
        return process;
    }

    /**
     * Tells the command that its standard input has ended; one that has ended itself is no error.
     */
    public void closeInput() {
        try {
            process.getOutputStream().close();
        } catch (IOException e) {
            // nobody reads any more, which is what was asked for
        }
    }

    /** Returns the user that nobody else has, where the sandbox has one. */
    public Optional<SandboxUser> user() {
        return Optional.ofNullable(user);
    }

    /**
     * Asks the command and everything that it started to end (SIGTERM), and waits for that. First
     * those are asked that have started nothing themselves, since a shell that ends before the
     * program that it waits for takes that with it; the others for the last quarter of the time.
     *
     * @param grace the most that is waited
     */
    public void terminate(Duration grace) throws IOException {
        long end = System.nanoTime() + grace.toNanos();
        long everyone = end - grace.toNanos() / 4;
        Set<Long> asked = new HashSet<>();
        try {
            do {
                List<ProcessHandle> all = members();
                Set<Long> parents = all.stream()
                        .flatMap(one -> one.parent().stream())
                        .map(ProcessHandle::pid)
                        .collect(Collectors.toSet());
                boolean isLast = System.nanoTime() - everyone >= 0;
                all.stream()
                        .filter(one -> isLast || !parents.contains(one.pid()))
                        .filter(one -> asked.add(one.pid()))
                        .forEach(ProcessHandle::destroy);
            } while (!process.waitFor(LOOK_MILLIS, TimeUnit.MILLISECONDS) && System.nanoTime() - end < 0);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private List<ProcessHandle> members() throws IOException {
        if (user != null) {
            return user.pids().flatMap(pid -> ProcessHandle.of(pid).stream()).toList();
        }
        Stream<ProcessHandle> own = kind == SandboxKind.NONE ? Stream.of(process.toHandle()) : Stream.empty();
        return Stream.concat(process.descendants(), own).toList();
    }

    /** Ends the command and everything that it started, and waits until all is gone. */
    public void kill() throws IOException {
        List<ProcessHandle> family = process.descendants().toList();
        // the first process of a namespace takes all others with it, and bubblewrap waits for it
        family.forEach(ProcessHandle::destroyForcibly);
        try {
            if (family.isEmpty() || !process.waitFor(1, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new IOException("the process " + process.pid() + " does not end");
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        endLeftovers();
    }

    /**
     * Ends what the command left running when it ended, and deletes what its user left where
     * everybody may write. In bubblewrap nothing is left by then; of a user of its own all
     * processes end. Without a sandbox a process that detached itself is not found here.
     */
    public void endLeftovers() throws IOException {
        if (user != null) {
            user.killAll();
            if (kind == SandboxKind.OTHER_USER) {
                user.deleteRemains();
            }
        }
    }

    /**
     * Looks once a second at what the command and all that it started use, and says what is beyond
     * the limits of the request, as "more than 3072 MiB of memory", or null. The disk is looked at
     * more seldom where much is in the folder.
     */
    public String excess() throws IOException {
        long now = System.nanoTime();
        if (now - nextLook < 0) {
            return null;
        }
        nextLook = now + SECOND;
        Stream<Long> pids = user != null ? user.pids() : process.descendants().map(ProcessHandle::pid);
        SandboxUsage usage = SandboxUsage.of(pids.toList(), request.folder());
        SandboxLimits most = request.limits();
        if (usage.memoryBytes() > most.memoryBytes()) {
            return sentence(most.memoryBytes(), "memory, shared memory and memfd included");
        }
        if (now - nextDiskLook >= 0) {
            files = files();
            nextDiskLook = now + 5 * (System.nanoTime() - now);
        }
        return files + usage.deletedBytes() > most.diskBytes() ? sentence(most.diskBytes(), "disk") : null;
    }

    /** Where the command hides what is in its folder, all that the disk has lost counts. */
    private long files() throws IOException {
        try {
            return ScriptTree.size(request.folder());
        } catch (IOException e) {
            return free - free(request);
        }
    }

    private static long free(SandboxRequest request) throws IOException {
        return Files.getFileStore(request.folder()).getUsableSpace();
    }

    private static String sentence(long most, String what) {
        return "more than %d MiB of %s".formatted(most / SandboxLimits.MEBIBYTE, what);
    }
}
