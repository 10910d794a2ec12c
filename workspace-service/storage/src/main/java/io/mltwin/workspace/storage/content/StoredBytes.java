package io.mltwin.workspace.storage.content;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** The plaintext of something stored, opened for reading, any range of it. */
public interface StoredBytes extends Closeable {

    /** Writes {@code length} bytes from {@code first} on. */
    void transfer(long first, long length, OutputStream out) throws IOException;

    /** The same bytes when they are in memory anyway, else null. */
    default byte[] inMemory(long first, long length) {
        return null;
    }

    /** {@code length} bytes from {@code first} on; closing it closes this. */
    InputStream range(long first, long length) throws IOException;
}
