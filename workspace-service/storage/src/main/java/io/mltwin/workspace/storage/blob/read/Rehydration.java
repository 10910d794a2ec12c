package io.mltwin.workspace.storage.blob.read;

import static io.mltwin.workspace.storage.wire.RequestErrors.invalidHeaderIf;

import io.mltwin.encoding.AsciiCase;
import io.mltwin.workspace.storage.blob.request.BlobAddress;
import io.mltwin.workspace.storage.blob.request.BlobOperation;
import io.mltwin.workspace.storage.blob.request.BlobRequest;
import io.vertx.core.MultiMap;

/**
 * Rules for taking blobs out of the archive: Set Blob Tier, and Copy Blob with an online tier to
 * another blob ("Rehydrate an archived blob to an online tier").
 *
 * <p>Deviation: x-ms-rehydrate-priority is checked and without effect, since a blob leaves the
 * archive at once.
 */
public final class Rehydration {

    public static final String ARCHIVE = "Archive";

    private Rehydration() {}

    /**
     * Checks the header that says how soon.
     *
     * @throws io.mltwin.armweb.AzureException 400 when it is neither Standard nor High
     */
    public static void checkPriority(MultiMap headers) {
        String priority = headers.get("x-ms-rehydrate-priority");
        invalidHeaderIf(
                priority != null && !priority.equals("Standard") && !priority.equals("High"),
                "x-ms-rehydrate-priority",
                "it is Standard or High.");
    }

    /** Returns whether the request may read its source from the archive. */
    public static boolean isAsked(BlobRequest request, BlobAddress source) {
        String tier = request.accessTier();
        return request.operation() == BlobOperation.COPY_BLOB
                && tier != null
                && !tier.equals(ARCHIVE)
                && !request.headers().contains("x-ms-blob-type")
                && !AsciiCase.equal("true", request.headers().get("x-ms-requires-sync"))
                && !source.equals(request.address());
    }
}
