package io.mltwin.workspace.storage.blob.properties;

import io.mltwin.armweb.AzureFault;
import io.mltwin.datakeys.DataKey;
import io.mltwin.workspace.storage.blob.containers.ImmutabilityValidator;
import io.mltwin.workspace.storage.blob.content.BlobKeys;
import io.mltwin.workspace.storage.blob.content.BlobWrite;
import io.mltwin.workspace.storage.blob.content.ContentCopier;
import io.mltwin.workspace.storage.blob.content.NewBlob;
import io.mltwin.workspace.storage.blob.content.SharedContents;
import io.mltwin.workspace.storage.blob.read.BlobReader;
import io.mltwin.workspace.storage.blob.read.OpenBlob;
import io.mltwin.workspace.storage.blob.request.BlobConditions;
import io.mltwin.workspace.storage.blob.request.BlobRequest;
import io.mltwin.workspace.storage.blob.state.BlobConditionValidator;
import io.mltwin.workspace.storage.blob.state.BlobEntity;
import io.mltwin.workspace.storage.blob.state.BlobHeaders;
import io.mltwin.workspace.storage.blob.state.BlobLookup;
import io.mltwin.workspace.storage.blob.state.BlobRepository;
import io.mltwin.workspace.storage.blob.state.BlobState;
import io.mltwin.workspace.storage.blob.versions.BlobUpdateLock;
import io.mltwin.workspace.storage.blob.versions.BlobWriter;
import io.mltwin.workspace.storage.blob.versions.PreviousVersions;
import io.mltwin.workspace.storage.encryption.EncryptionErrors;
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
public class MetadataHandler {

    private static final int ATTEMPTS = 5;

    private final BlobUpdateLock changes;
    private final BlobReader reads;
    private final BlobRepository rows;
    private final BlobLookup lookup;
    private final BlobWriter versions;
    private final SharedContents shared;
    private final BlobConditionValidator guard;
    private final ImmutabilityValidator immutable;
    private final BlobKeys keys;
    private final ContentCopier copying;

    MetadataHandler(
            BlobUpdateLock changes,
            BlobReader reads,
            BlobRepository rows,
            BlobLookup lookup,
            BlobWriter versions,
            SharedContents shared,
            BlobConditionValidator guard,
            ImmutabilityValidator immutable,
            BlobKeys keys,
            ContentCopier copying) {
        this.changes = changes;
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

    public Response set(BlobRequest request) throws IOException {
        Map<String, String> metadata = Metadata.of(request.headers());
        BlobState blob =
                request.account().versioning().mayHaveVersions()
                        ? next(request, metadata)
                        : inPlace(request, metadata);
        return BlobHeaders.made(Response.ok(), blob).build();
    }

    private BlobState inPlace(BlobRequest request, Map<String, String> metadata) {
        Protection protection = keys.ofPiece(request);
        return QuarkusTransaction.requiringNew()
                .call(
                        () -> {
                            BlobEntity blob = changes.begin(request, null);
                            EncryptionErrors.checkSame(blob.encryption, protection);
                            DataKey key = request.account().dataKey();
                            DataKey own = Protection.keyOr(protection, key);
                            blob.metadata = Metadata.encrypt(metadata, own, blob.metadataContext());
                            changes.touch(blob);
                            return BlobState.of(blob, own, key);
                        });
    }

    private BlobState next(BlobRequest request, Map<String, String> metadata) throws IOException {
        for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
            BlobState made = once(request, metadata);
            if (made != null) {
                return made;
            }
        }
        throw DataErrors.busyReading();
    }

    /** Null when the blob was changed meanwhile. */
    private BlobState once(BlobRequest request, Map<String, String> metadata) throws IOException {
        DataKey key = request.account().dataKey();
        BlobEntity before = lookup.findOrNull(request.account(), request.address());
        if (before == null) {
            throw DataErrors.blobNotFound();
        }
        guard.check(before, request.conditions(), () -> key);
        OpenBlob read =
                reads.read(
                        request.account(),
                        request.address(),
                        BlobConditions.NONE,
                        request.encryption(),
                        length -> null);
        BlobState state = read.state();
        Protection own =
                keys.ofExisting(request.account(), state.encryption(), request.encryption());
        NewBlob content;
        try (var bytes = read.content()) {
            if (!PreviousVersions.keeps(request.account(), state.versionId())) {
                return inPlace(request, metadata);
            }
            content = shared.again(state, bytes, Protection.keyOr(own, key));
        }
        BlobWrite write = BlobWrite.ofState(state, metadata, own);
        try {
            BlobState made =
                    QuarkusTransaction.requiringNew()
                            .call(() -> keep(request, state, write, content, key));
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
            BlobRequest request, BlobState state, BlobWrite write, NewBlob content, DataKey key) {
        BlobEntity blob = rows.unchangedOrNull(state);
        if (blob == null) {
            return null;
        }
        guard.beforeWrite(blob, request.conditions(), () -> key);
        immutable.beforeChange(blob);
        BlobEntity next = versions.supersede(request.account(), blob, write, content, key);
        versions.touch(next);
        return BlobState.of(next, write.keyOr(key), key);
    }
}
