package io.mltwin.local.process;

import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** Ends processes: first as they wish, then for good. */
public final class Signals {
    private Signals() {}

    /** Sends a signal by the shell's own kill, since the JDK knows TERM and KILL only. */
    public static void send(String signal, long pid) throws IOException, InterruptedException {
        new ProcessBuilder("/bin/sh", "-c", "kill -" + signal + " " + pid + " 2>/dev/null")
                .redirectErrorStream(true)
                .start()
                .waitFor();
    }

    /** Ends a process in good order within the grace, else kills it and all that it started. */
    public static void stop(long pid, String signal, Duration grace) throws IOException, InterruptedException {
        List<Long> family = ProcessTable.family(pid);
        send(signal, pid);
        if (!gone(pid, grace)) {
            kill(family);
        }
        // What the process had started ends with it: a database's back ends within moments, by
        // themselves.
        for (long member : family) {
            if (!gone(member, Duration.ofSeconds(5))) {
                kill(List.of(member));
            }
        }
    }

    /**
     * Asks a process to end, which ends its own children in order; killed alone if it does not
     * within the grace.
     */
    public static void stopAlone(long pid, Duration grace) throws IOException, InterruptedException {
        send("TERM", pid);
        if (!gone(pid, grace)) {
            kill(List.of(pid));
        }
    }

    /** Kills a process and all that it started. */
    public static void kill(long pid) throws InterruptedException {
        kill(ProcessTable.family(pid));
    }

    private static void kill(List<Long> family) throws InterruptedException {
        for (long pid : family) {
            ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
        }
        for (long pid : family) {
            gone(pid, Duration.ofSeconds(5));
        }
    }

    private static boolean gone(long pid, Duration patience) throws InterruptedException {
        long end = System.nanoTime() + patience.toNanos();
        while (ProcessTable.alive(pid)) {
            if (System.nanoTime() > end) {
                return false;
            }
            Thread.sleep(20);
        }
        return true;
    }
}
