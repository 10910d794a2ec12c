package io.mltwin.workspace.storage.blob.properties;

import static io.mltwin.workspace.storage.wire.DataErrors.blobNotFound;
import static io.mltwin.workspace.storage.wire.DataErrors.busyReading;

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
import io.mltwin.workspace.storage.wire.Metadata;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.util.Map;

/**
 * Answers Set Blob Metadata. With versioning the state before becomes a previous version, and the
 * new one has the same bytes.
 */
@Singleton
public record SetBlobMetadataHandler(
        BlobUpdateLock lock,
        BlobReader reader,
        BlobRepository rows,
        BlobLookup lookup,
        BlobWriter writer,
        SharedContents shared,
        BlobConditionValidator validator,
        ImmutabilityValidator immutability,
        BlobKeys keys,
        ContentCopier copier) {
    private static final int ATTEMPTS = 5;

    public Response set(BlobRequest request) throws IOException {
        Map<String, String> metadata = Metadata.of(request.headers());
        BlobState blob =
                request.account().versioning().mayHaveVersions() ? next(request, metadata) : inPlace(request, metadata);
        return BlobHeaders.made(Response.ok(), blob).build();
    }

    private BlobState inPlace(BlobRequest request, Map<String, String> metadata) {
        Protection protection = keys.ofPiece(request);
        return QuarkusTransaction.requiringNew().call(() -> {
            BlobEntity blob = lock.begin(request, null);
            EncryptionErrors.checkSame(blob.encryption, protection);
            DataKey key = request.account().dataKey();
            DataKey own = Protection.keyOr(protection, key);
            blob.metadata = Metadata.encrypt(metadata, own, blob.metadataContext());
            lock.touch(blob);
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
        throw busyReading();
    }

    /** Null when the blob was changed meanwhile. */
    private BlobState once(BlobRequest request, Map<String, String> metadata) throws IOException {
        DataKey key = request.account().dataKey();
        BlobEntity before = lookup.findOrNull(request.account(), request.address());
        if (before == null) {
            throw blobNotFound();
        }
        validator.check(before, request.conditions(), () -> key);
        OpenBlob read = reader.read(
                request.account(), request.address(), BlobConditions.NONE, request.encryption(), length -> null);
        BlobState state = read.state();
        Protection own = keys.ofExisting(request.account(), state.encryption(), request.encryption());
        NewBlob content;
        try (var bytes = read.content()) {
            if (!PreviousVersions.keeps(request.account(), state.versionId())) {
                return inPlace(request, metadata);
            }
            content = shared.again(state, bytes, Protection.keyOr(own, key));
        }
        BlobWrite write = BlobWrite.ofState(state, metadata, own);
        try {
            BlobState made = QuarkusTransaction.requiringNew().call(() -> keep(request, state, write, content, key));
            if (made == null) {
                copier.discard(content);
            }
            return made;
        } catch (AzureException refused) {
            copier.discard(content);
            throw refused;
        }
    }

    private BlobState keep(BlobRequest request, BlobState state, BlobWrite write, NewBlob content, DataKey key) {
        BlobEntity blob = rows.unchangedOrNull(state);
        if (blob == null) {
            return null;
        }
        validator.beforeWrite(blob, request.conditions(), () -> key);
        immutability.beforeChange(blob);
        BlobEntity next = writer.supersede(request.account(), blob, write, content, key);
        writer.touch(next);
        return BlobState.of(next, write.keyOr(key), key);
    }
}
