package io.mltwin.sandbox;

import java.io.IOException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Starts processes on a thread that lasts as long as this program: the kernel's "parent has ended"
 * signal, which ends a sandbox, means the thread that started it.
 */
final class LastingThread {

    private static final ExecutorService STARTER = Executors.newSingleThreadExecutor(work -> {
        Thread thread = new Thread(work, "sandbox-starter");
        thread.setDaemon(true);
        return thread;
    });

    private LastingThread() {}

    static Process start(ProcessBuilder builder) throws IOException {
        Future<Process> started = STARTER.submit(builder::start);
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return started.get();
                } catch (InterruptedException e) {
                    // a process that nobody waits for would be lost
                    interrupted = true;
                }
            }
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException failure ? failure : new IOException(e.getCause());
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
