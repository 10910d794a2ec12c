package io.mltwin.node.calls;

import java.io.IOException;

/**
 * Calls of storage that a run does not wait for any more once it is canceled, also where storage
 * does not answer.
 */
public final class CancelableCalls {

    private boolean canceled;
    private Thread caller;

    public interface Call {
        void run() throws IOException;
    }

    /** A call that ended since the run was canceled. */
    public static final class CanceledException extends Exception {}

    /** Does something, unless the run is canceled before or meanwhile. */
    public void run(Call call) throws IOException, CanceledException {
        begin();
        try {
            call.run();
        } catch (IOException e) {
            if (isCanceled()) {
                throw new CanceledException();
            }
            throw e;
        } finally {
            end();
        }
        requireGoingOn();
    }

    private synchronized void begin() throws CanceledException {
        if (canceled) {
            throw new CanceledException();
        }
        caller = Thread.currentThread();
    }

    private synchronized void end() {
        caller = null;
        // what comes after is not to be interrupted
        Thread.interrupted();
    }

    /** Passes while the run is not canceled. */
    public void requireGoingOn() throws CanceledException {
        if (isCanceled()) {
            throw new CanceledException();
        }
    }

    public synchronized boolean isCanceled() {
        return canceled;
    }

    public synchronized void cancel() {
        canceled = true;
        if (caller != null) {
            caller.interrupt();
        }
    }
}
