package io.mltwin.local.process;

import io.mltwin.local.layout.RefusalException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/** Does work in a daemon thread while its caller goes on. */
public final class BackgroundCall<T> {
    private final FutureTask<T> task;
    private final Thread thread;

    private BackgroundCall(String name, Callable<T> work) {
        task = new FutureTask<>(work);
        thread = new Thread(task, "mltwin-" + name);
        thread.setDaemon(true);
    }

    /** Begins the work. */
    public static <T> BackgroundCall<T> begin(String name, Callable<T> work) {
        BackgroundCall<T> call = new BackgroundCall<>(name, work);
        call.thread.start();
        return call;
    }

    /** Waits for the work's result; what it threw is thrown here. */
    public T join() throws IOException, InterruptedException {
        try {
            return task.get();
        } catch (ExecutionException e) {
            Throwable cause = e.getCause();
            if (cause instanceof InterruptedException) {
                throw new InterruptedIOException("It was interrupted.");
            }
            if (cause instanceof RefusalException || cause instanceof PartException) {
                throw (RuntimeException) cause;
            }
            throw new IOException(cause);
        }
    }

    /** Interrupts the work and waits until its thread has ended, whatever comes of it. */
    public void end() throws InterruptedException {
        thread.interrupt();
        thread.join();
    }
}
