package io.mltwin.workspace.storage.blob.versions;

import static io.mltwin.workspace.storage.wire.DataErrors.busyReading;
import static io.mltwin.workspace.storage.wire.DataErrors.conditionNotMet;

import io.mltwin.armweb.AzureException;
import io.mltwin.datakeys.DataKey;
import io.mltwin.workspace.storage.blob.containers.ImmutabilityValidator;
import io.mltwin.workspace.storage.blob.content.BlobKeys;
import io.mltwin.workspace.storage.blob.content.BlobWrite;
import io.mltwin.workspace.storage.blob.content.ContentCopier;
import io.mltwin.workspace.storage.blob.content.NewBlob;
import io.mltwin.workspace.storage.blob.content.SharedContents;
import io.mltwin.workspace.storage.blob.read.BlobReader;
import io.mltwin.workspace.storage.blob.read.OpenBlob;
import io.mltwin.workspace.storage.blob.request.BlobRequest;
import io.mltwin.workspace.storage.blob.request.RequestedEncryption;
import io.mltwin.workspace.storage.blob.request.VersionId;
import io.mltwin.workspace.storage.blob.state.BlobConditionValidator;
import io.mltwin.workspace.storage.blob.state.BlobEntity;
import io.mltwin.workspace.storage.blob.state.BlobHeaders;
import io.mltwin.workspace.storage.blob.state.BlobRepository;
import io.mltwin.workspace.storage.blob.state.BlobState;
import io.mltwin.workspace.storage.encryption.Protection;
import io.mltwin.workspace.storage.wire.ByteRange;
import io.mltwin.workspace.storage.wire.Metadata;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;

/**
 * Answers Snapshot Blob: copies the blob as it is, under the time of the copy. With versioning its
 * state becomes a previous version too, and the blob a new version of the same content.
 */
@Singleton
public record SnapshotHandler(
        BlobReader blobs,
        BlobRepository rows,
        BlobWriter writer,
        BlobConditionValidator validator,
        ImmutabilityValidator immutability,
        BlobKeys keys,
        ContentCopier copier,
        SharedContents shared,
        Clock clock) {
    private static final int ATTEMPTS = 5;

    public Response snapshot(BlobRequest request) throws IOException {
        Map<String, String> metadata = Metadata.of(request.headers());
        for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
            Response made = once(request, metadata);
            if (made != null) {
                return made;
            }
        }
        throw busyReading();
    }

    /** Null when the blob was changed while it was copied. */
    private Response once(BlobRequest request, Map<String, String> metadata) throws IOException {
        DataKey key = request.account().dataKey();
        RequestedEncryption encryption = request.encryption();
        if (request.conditions().wantNone()) {
            blobs.version(request.account(), request.address());
            throw conditionNotMet();
        }
        OpenBlob read = blobs.read(
                request.account(),
                request.address(),
                request.conditions(),
                encryption,
                length -> length == 0 ? null : new ByteRange(0, length - 1));
        if (read.isNotModified()) {
            throw conditionNotMet();
        }
        BlobState state = read.state();
        Protection own = keys.ofExisting(request.account(), state.encryption(), encryption);
        boolean versioned = request.account().versioning().isOn();
        NewBlob content;
        NewBlob next;
        try (var bytes = read.content()) {
            DataKey under = Protection.keyOr(own, key);
            next = versioned ? shared.again(state, bytes, under) : null;
            content = copier.asIs(state, bytes.range(0, state.length()), under);
        }
        BlobWrite same = BlobWrite.ofState(state, state.metadata(), own);
        BlobWrite write = metadata.isEmpty() ? same : BlobWrite.ofState(state, metadata, own);
        try {
            Made made = QuarkusTransaction.requiringNew().call(() -> {
                BlobEntity blob = unchangedOrNull(request, state, key);
                return blob == null
                        ? null
                        : new Made(
                                keep(blob, write, content, key),
                                versioned ? writer.supersede(request.account(), blob, same, next, key) : null);
            });
            if (made == null) {
                discard(content, next);
                return null;
            }
            return BlobHeaders.made(Response.status(201), BlobState.of(made.snapshot(), null))
                    .header("x-ms-snapshot", made.snapshot().snapshot)
                    .header("x-ms-version-id", versioned ? made.next().versionId : null)
                    .build();
        } catch (AzureException refused) {
            discard(content, next);
            throw refused;
        }
    }

    /**
     * @param next the new current version, null without versioning
     */
    private record Made(BlobEntity snapshot, BlobEntity next) {}

    private void discard(NewBlob content, NewBlob nextOrNull) {
        copier.discard(content);
        if (nextOrNull != null) {
            copier.discard(nextOrNull);
        }
    }

    private BlobEntity unchangedOrNull(BlobRequest request, BlobState state, DataKey key) {
        BlobEntity blob = rows.unchangedOrNull(state);
        if (blob != null) {
            validator.beforeRead(blob, request.conditions(), () -> key);
            immutability.beforeChange(blob);
        }
        return blob;
    }

    private BlobEntity keep(BlobEntity blob, BlobWrite write, NewBlob content, DataKey key) {
        Instant time = clock.instant();
        String name = VersionId.TIME.format(time);
        while (rows.find(blob.containerId, blob.name, name).isPresent()) {
            time = time.plusNanos(100);
            name = VersionId.TIME.format(time);
        }
        return writer.snapshot(blob, name, write, content, key);
    }
}
