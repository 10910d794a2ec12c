package io.mltwin.compute.blobs;

import io.mltwin.armweb.AzureException;

/** Failures of the workspace's storage account, as Azure ML reports them. */
final class BlobErrors {

    private BlobErrors() {}

    /** An account that is away for a moment is away here too: the same call is repeated. */
    static AzureException storage(String what, int status, String code) {
        return new AzureException(
                status == 403 || status == 503 ? status : 502,
                "AzureStorageError",
                "The workspace's storage account refused %s with %s%s.",
                what,
                status,
                code == null ? "" : " " + code);
    }
}
