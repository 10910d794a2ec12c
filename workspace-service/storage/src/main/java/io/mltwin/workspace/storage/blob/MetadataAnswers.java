package io.mltwin.workspace.storage.blob;

import io.mltwin.armweb.AzureFault;
import io.mltwin.datakeys.DataKey;
import io.mltwin.workspace.storage.encryption.Protection;
import io.mltwin.workspace.storage.wire.DataErrors;
import io.mltwin.workspace.storage.wire.Metadata;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.util.Map;

/**
 * Set Blob Metadata; where versions are kept, the state before becomes one and the new one has the
 * same bytes.
 */
@Singleton
class MetadataAnswers {

    private static final int ATTEMPTS = 5;

    private final BlobService blobs;
    private final BlobReads reads;
    private final BlobRepository rows;
    private final BlobLookup lookup;
    private final BlobVersions versions;
    private final SharedContents shared;
    private final BlobGuard guard;
    private final ImmutableBlobs immutable;
    private final BlobKeys keys;
    private final Copying copying;

    MetadataAnswers(
            BlobService blobs,
            BlobReads reads,
            BlobRepository rows,
            BlobLookup lookup,
            BlobVersions versions,
            SharedContents shared,
            BlobGuard guard,
            ImmutableBlobs immutable,
            BlobKeys keys,
            Copying copying) {
        this.blobs = blobs;
        this.reads = reads;
        this.rows = rows;
        this.lookup = lookup;
        this.versions = versions;
        this.shared = shared;
        this.guard = guard;
        this.immutable = immutable;
        this.keys = keys;
        this.copying = copying;
    }

    Response set(BlobCall call) throws IOException {
        Map<String, String> metadata = Metadata.of(call.headers());
        BlobState blob =
                call.account().versioning().mayHaveVersions()
                        ? next(call, metadata)
                        : inPlace(call, metadata);
        return BlobHeaders.made(Response.ok(), blob).build();
    }

    private BlobState inPlace(BlobCall call, Map<String, String> metadata) {
        return blobs.setMetadata(
                call.account(),
                call.container(),
                call.blob(),
                metadata,
                call.conditions(),
                keys.ofPiece(call));
    }

    private BlobState next(BlobCall call, Map<String, String> metadata) throws IOException {
        for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
            BlobState made = once(call, metadata);
            if (made != null) {
                return made;
            }
        }
        throw DataErrors.busyReading();
    }

    /** Null when the blob was changed meanwhile. */
    private BlobState once(BlobCall call, Map<String, String> metadata) throws IOException {
        DataKey key = call.account().dataKey();
        BlobEntity before = lookup.findOrNull(call.account(), call.address());
        if (before == null) {
            throw DataErrors.blobNotFound();
        }
        guard.check(before, call.conditions(), () -> key);
        BlobRead read =
                reads.read(
                        call.account(),
                        call.address(),
                        BlobConditions.NONE,
                        call.encryption(),
                        length -> null);
        BlobState state = read.state();
        Protection own = keys.ofExisting(call.account(), state.encryption(), call.encryption());
        NewBlob content;
        try (var bytes = read.content()) {
            if (!PreviousVersions.keeps(call.account(), state.versionId())) {
                return inPlace(call, metadata);
            }
            content = shared.again(state, bytes, Protection.keyOr(own, key));
        }
        BlobWrite write = BlobWrite.ofState(state, metadata, own);
        try {
            BlobState made =
                    QuarkusTransaction.requiringNew()
                            .call(() -> keep(call, state, write, content, key));
            if (made == null) {
                copying.discard(content);
            }
            return made;
        } catch (AzureFault refused) {
            copying.discard(content);
            throw refused;
        }
    }

    private BlobState keep(
            BlobCall call, BlobState state, BlobWrite write, NewBlob content, DataKey key) {
        BlobEntity blob = rows.unchangedOrNull(state);
        if (blob == null) {
            return null;
        }
        guard.beforeWrite(blob, call.conditions(), () -> key);
        immutable.beforeChange(blob);
        BlobEntity next = versions.supersede(call.account(), blob, write, content, key);
        versions.touch(next);
        return BlobState.of(next, write.keyOr(key), key);
    }
}
