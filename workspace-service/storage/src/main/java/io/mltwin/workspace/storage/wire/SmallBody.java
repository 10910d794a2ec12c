package io.mltwin.workspace.storage.wire;

import static io.mltwin.workspace.storage.wire.RequestErrors.bodyTooLarge;
import static io.mltwin.workspace.storage.wire.RequestErrors.md5Mismatch;

import io.vertx.core.MultiMap;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/** A body that is a small document: read whole, its checksums compared. */
public final class SmallBody {

    private static final int LARGEST = 64 * 1024;

    private SmallBody() {}

    public static byte[] read(MultiMap headers, InputStream body) throws IOException {
        byte[] bytes = body.readNBytes(LARGEST + 1);
        if (bytes.length > LARGEST) {
            throw bodyTooLarge(LARGEST);
        }
        Checksums said = Checksums.ofBody(headers);
        said.checking(new ByteArrayInputStream(bytes)).readAllBytes();
        if (said.md5() != null && !Arrays.equals(said.md5(), RangeChecksum.md5(bytes))) {
            throw md5Mismatch();
        }
        return bytes;
    }
}
