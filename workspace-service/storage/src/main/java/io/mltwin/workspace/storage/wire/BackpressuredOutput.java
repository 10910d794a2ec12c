package io.mltwin.workspace.storage.wire;

import io.mltwin.platform.http.PacedOutput;
import java.io.IOException;
import java.io.OutputStream;

/** The body of an answer at the pace of its client; one that has gone ends it quietly. */
public final class BackpressuredOutput extends PacedOutput {

    /** On a thread that works for a request. */
    public BackpressuredOutput(OutputStream out) {
        super(out);
    }

    @Override
    protected void send(byte[] bytes, int offset, int length) {
        try {
            super.send(bytes, offset, length);
        } catch (IOException gone) {
            throw RequestErrors.clientGone();
        }
    }
}
