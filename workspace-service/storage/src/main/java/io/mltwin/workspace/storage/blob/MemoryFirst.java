package io.mltwin.workspace.storage.blob;

import io.mltwin.armweb.AzureFault;
import io.mltwin.workspace.storage.accounts.AccountChangedException;
import io.mltwin.workspace.storage.blob.request.BlobOperation;
import io.mltwin.workspace.storage.blob.request.BlobRequest;
import io.mltwin.workspace.storage.blob.request.BlobRequestParser;
import io.mltwin.workspace.storage.content.ContentStore;
import io.mltwin.workspace.storage.wire.ClientBody;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.Response;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * Spares most requests the question for the account: what is small is decided by the account as it
 * is remembered, and the one statement that reads or makes the blob says whether that is in force.
 * Where it is not, and where the request would be refused, all is decided once more by the account
 * as the database has it. Of a large Put Blob that statement is the look-up that goes before the
 * body is read.
 */
@Singleton
class MemoryFirst {

    private final BlobRequestParser calls;

    MemoryFirst(BlobRequestParser calls) {
        this.calls = calls;
    }

    /** All that comes after the account is known. */
    interface Decision {
        Response answer(BlobRequest request, InputStream body) throws IOException;
    }

    Response answer(RoutingContext context, InputStream body, Decision decision)
            throws IOException {
        BlobRequest request = null;
        InputStream again = body;
        try {
            request = calls.readByMemory(context);
            if (request.account().remembered() != null
                    && request.operation() == BlobOperation.PUT_BLOB
                    && request.contentLength() <= ContentStore.SMALL) {
                again = new BufferedInputStream(body, (int) request.contentLength() + 1);
                again.mark(ContentStore.SMALL + 1);
            }
            return decision.answer(request, again);
        } catch (AzureFault | AccountChangedException perhapsOld) {
            if (request != null && request.account().remembered() == null) {
                throw perhapsOld;
            }
            if (again == body && body instanceof ClientBody large && large.hasBegun()) {
                // decided by then, and confirmed
                throw perhapsOld;
            }
        }
        if (again != body) {
            again.reset();
        }
        return decision.answer(calls.read(context), again);
    }
}
