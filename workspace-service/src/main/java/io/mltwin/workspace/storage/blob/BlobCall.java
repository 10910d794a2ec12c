package io.mltwin.workspace.storage.blob;

import io.mltwin.armweb.OriginalRequest;
import io.mltwin.workspace.storage.accounts.StorageAccount;
import io.mltwin.workspace.storage.signature.QueryParameters;
import io.vertx.core.MultiMap;
import io.vertx.ext.web.RoutingContext;

/** One request to the Blob service: what it names and what it asks for. */
record BlobCall(
        RoutingContext context,
        OriginalRequest original,
        StorageAccount account,
        BlobAddress address,
        BlobOperation operation,
        QueryParameters query) {

    MultiMap headers() {
        return context.request().headers();
    }

    String container() {
        return address.container();
    }

    String blob() {
        return address.blob();
    }

    BlobConditions conditions() {
        return BlobConditions.of(headers());
    }

    /**
     * Length of the body.
     *
     * @throws io.mltwin.armweb.AzureFault 411 when the client does not say it
     */
    long contentLength() {
        String length = headers().get("Content-Length");
        if (length == null || !length.matches("\\d{1,18}")) {
            throw BlobErrors.missingLength();
        }
        return Long.parseLong(length);
    }
}
