package io.mltwin.workspace.storage.blob.versions;

import static io.mltwin.workspace.storage.wire.RequestErrors.invalidHeader;
import static io.mltwin.workspace.storage.wire.RequestErrors.invalidHeaderIf;

import io.mltwin.workspace.storage.blob.request.BlobOperation;
import io.mltwin.workspace.storage.blob.request.BlobRequest;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.Response;

/** Answers Delete Blob, also within a batch, and Undelete Blob. */
@Singleton
public record DeleteBlobHandler(BlobDeletion deletion, PermanentDelete permanent) {
    public Response delete(BlobRequest request) {
        String snapshots = request.headers().get("x-ms-delete-snapshots");
        invalidHeaderIf(
                snapshots != null && !request.address().snapshot().isEmpty(),
                "x-ms-delete-snapshots",
                "a snapshot or version has no snapshots.");
        if (request.operation() == BlobOperation.DELETE_BLOB_FOR_GOOD) {
            permanent.delete(request.account(), request.address(), request.conditions());
            return Response.status(202)
                    .header("x-ms-delete-type-permanent", true)
                    .build();
        }
        boolean forGood = deletion.delete(
                request.account(),
                request.address(),
                request.conditions(),
                snapshots == null
                        ? BlobDeletion.Snapshots.REFUSE
                        : switch (snapshots) {
                            case "include" -> BlobDeletion.Snapshots.INCLUDE;
                            case "only" -> BlobDeletion.Snapshots.ONLY;
                            default -> throw invalidHeader("x-ms-delete-snapshots", "it is include or only.");
                        });
        return Response.status(202)
                .header("x-ms-delete-type-permanent", forGood)
                .build();
    }

    public Response undelete(BlobRequest request) {
        deletion.undelete(request.account(), request.address());
        return Response.ok().build();
    }
}
