package io.mltwin.compute.assets;

import static io.mltwin.machinelearning.UserErrors.invalidIf;

import io.mltwin.compute.blobs.WorkspaceBlobs;
import io.mltwin.compute.datastores.DatastoreAccess;
import io.mltwin.compute.workspaces.Workspace;
import io.mltwin.encoding.AsciiCase;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.util.HexFormat;

/**
 * {@code startPendingUpload} of code: a new container of the workspace's storage account, and a
 * signature that opens it for an hour.
 */
@Singleton
record PendingUpload(WorkspaceBlobs blobs, DatastoreAccess datastores, SecureRandom random) {

    private static final String TYPE = "TemporaryBlobReference";
    private static final int RANDOM_BYTES = 12;

    /** {@code PendingUploadRequestDto}. */
    record Request(String pendingUploadId, String pendingUploadType) {}

    /** {@code PendingUploadResponseDto}. */
    record Response(BlobReference blobReferenceForConsumption, String pendingUploadId, String pendingUploadType) {}

    /** {@code BlobReferenceForConsumptionDto}. */
    record BlobReference(String blobUri, Credential credential) {}

    /** {@code SASCredentialDto}. */
    record Credential(String credentialType, String sasUri) {
        @Override
        public String toString() {
            return credentialType;
        }
    }

    static void validate(Request request) {
        String type = request == null ? null : request.pendingUploadType();
        invalidIf(
                type != null && !AsciiCase.equal(type, TYPE) && !AsciiCase.equal(type, "None"),
                "pendingUploadType",
                "pendingUploadType must be TemporaryBlobReference.");
    }

    Response start(Workspace workspace, Request request) {
        byte[] bytes = new byte[RANDOM_BYTES];
        random.nextBytes(bytes);
        String container = workspace.workspaceId() + "-" + HexFormat.of().formatHex(bytes);
        // first what the vault may refuse, so that a refusal leaves no container
        String signature = datastores.signatureForUpload(workspace, container);
        blobs.createContainer(workspace, container);
        String uri = "https://" + workspace.storageAccountName() + ".blob." + datastores.endpoint() + "/" + container;
        String id = request == null ? null : request.pendingUploadId();
        return new Response(
                new BlobReference(uri, new Credential("SAS", uri + "?" + signature)),
                id == null ? container : id,
                TYPE);
    }
}
