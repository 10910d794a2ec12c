package io.mltwin.workspace.storage.blob.properties;

import static io.mltwin.workspace.storage.wire.DataErrors.invalidBlobType;
import static io.mltwin.workspace.storage.wire.RequestErrors.missingHeaderIf;

import io.mltwin.workspace.storage.blob.containers.ContainerRepository;
import io.mltwin.workspace.storage.blob.read.Rehydration;
import io.mltwin.workspace.storage.blob.request.BlobAddress;
import io.mltwin.workspace.storage.blob.request.BlobConditions;
import io.mltwin.workspace.storage.blob.request.BlobRequest;
import io.mltwin.workspace.storage.blob.state.BlobConditionValidator;
import io.mltwin.workspace.storage.blob.state.BlobEntity;
import io.mltwin.workspace.storage.blob.state.BlobRepository;
import io.mltwin.workspace.storage.blob.state.BlobState;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.Response;
import java.util.UUID;

/**
 * Answers Set Blob Tier, also within a batch.
 *
 * <p>Deviation: a blob leaves the archive at once; Azure takes hours.
 */
@Singleton
public record SetBlobTierHandler(
        ContainerRepository containers, BlobRepository blobs, BlobConditionValidator conditions) {
    public Response set(BlobRequest request) {
        String tier = request.accessTier();
        missingHeaderIf(tier == null, "x-ms-access-tier");
        Rehydration.checkPriority(request.headers());
        String before = QuarkusTransaction.joiningExisting().call(() -> set(request, tier));
        boolean rehydrates = Rehydration.ARCHIVE.equals(before) && !Rehydration.ARCHIVE.equals(tier);
        return Response.status(rehydrates ? 202 : 200).build();
    }

    /** Sets the tier and returns the one before. */
    private String set(BlobRequest request, String tier) {
        BlobAddress address = request.address();
        BlobConditions given = request.conditions();
        UUID container = containers.requireId(request.account(), address.container());
        blobs.lockName(container, address.blob());
        BlobEntity blob = blobs.require(container, address);
        if (!blob.kind.equals(BlobState.Kind.BLOCK.wire())) {
            throw invalidBlobType(blob.kind);
        }
        // of all conditions it knows tags and, if one is given, the lease
        conditions.beforeRead(
                blob,
                new BlobConditions(null, null, null, null, given.ifTags(), given.leaseId()),
                request.account()::dataKey);
        String before = blob.accessTier;
        blob.accessTier = tier;
        return before;
    }
}
