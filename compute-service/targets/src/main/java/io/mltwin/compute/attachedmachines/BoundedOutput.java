package io.mltwin.compute.attachedmachines;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** Keeps the beginning of what a machine says: it may say any amount. */
final class BoundedOutput extends OutputStream {

    private static final int MOST = 16 * 1024;

    private final ByteArrayOutputStream kept = new ByteArrayOutputStream();

    @Override
    public synchronized void write(int value) {
        if (kept.size() < MOST) {
            kept.write(value);
        }
    }

    @Override
    public synchronized void write(byte[] bytes, int offset, int length) {
        kept.write(bytes, offset, Math.min(length, MOST - kept.size()));
    }

    @Override
    public synchronized String toString() {
        return kept.toString(StandardCharsets.UTF_8);
    }
}
