package io.mltwin.process;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/**
 * The three streams of somebody who uses a process from elsewhere, such as those of an SSH channel.
 * A thread of its own copies each to or from the process as bytes come.
 *
 * @param input what the process reads; where it ends, the process's input does too
 * @param output what the process writes
 * @param errors what the process writes as errors
 */
public record ProcessStreams(InputStream input, OutputStream output, OutputStream errors) {

    private static final int CHUNK = 8192;
    private static final long LAST_OUTPUT_MILLIS = 500;

    /**
     * Copies until the process ends, and returns its exit code. A program that the process left
     * running may hold its output open, so what comes half a second after the end is not waited
     * for.
     */
    public int join(Process process) throws InterruptedException {
        start("input", () -> copy(input, process.getOutputStream(), true));
        Thread said = start("output", () -> copy(process.getInputStream(), output, false));
        Thread complained = start("errors", () -> copy(process.getErrorStream(), errors, false));
        int code = process.waitFor();
        said.join(LAST_OUTPUT_MILLIS);
        complained.join(LAST_OUTPUT_MILLIS);
        return code;
    }

    private static void copy(InputStream from, OutputStream to, boolean close) {
        byte[] chunk = new byte[CHUNK];
        try {
            for (int length = from.read(chunk); length >= 0; length = from.read(chunk)) {
                to.write(chunk, 0, length);
                to.flush();
            }
            if (close) {
                to.close();
            }
        } catch (IOException ended) {
            // either side has ended: the exit code tells the rest
        }
    }

    private static Thread start(String name, Runnable work) {
        Thread thread = new Thread(work, "process-" + name);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }
}
