package io.mltwin.workspace.storage.wire;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * The body of a request; a client that goes away in the middle of it is the client's error, not the
 * service's.
 */
public final class ClientBody extends FilterInputStream {

    public ClientBody(InputStream in) {
        super(in);
    }

    @Override
    public int read() {
        try {
            return super.read();
        } catch (IOException gone) {
            throw RequestErrors.bodyTruncated();
        }
    }

    @Override
    public int read(byte[] target, int offset, int length) {
        try {
            return super.read(target, offset, length);
        } catch (IOException gone) {
            throw RequestErrors.bodyTruncated();
        }
    }
}
