package io.mltwin.workspace.storage.blob;

import io.mltwin.armweb.AzureFault;
import io.mltwin.datakeys.DataKey;
import io.mltwin.workspace.storage.accounts.StorageAccountService;
import io.mltwin.workspace.storage.encryption.Protection;
import io.mltwin.workspace.storage.wire.ByteRange;
import io.mltwin.workspace.storage.wire.DataErrors;
import io.mltwin.workspace.storage.wire.Metadata;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Map;

/** Snapshot Blob: the blob as it is now, under the time of its making. */
@Singleton
class SnapshotAnswers {

    private static final int ATTEMPTS = 5;
    static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSSS'Z'")
                    .withZone(ZoneOffset.UTC);

    private final BlobService blobs;
    private final BlobRepository rows;
    private final BlobVersions versions;
    private final BlobGuard guard;
    private final BlobKeys keys;
    private final Copying copying;
    private final StorageAccountService accounts;
    private final Clock clock;

    SnapshotAnswers(
            BlobService blobs,
            BlobRepository rows,
            BlobVersions versions,
            BlobGuard guard,
            BlobKeys keys,
            Copying copying,
            StorageAccountService accounts,
            Clock clock) {
        this.blobs = blobs;
        this.rows = rows;
        this.versions = versions;
        this.guard = guard;
        this.keys = keys;
        this.copying = copying;
        this.accounts = accounts;
        this.clock = clock;
    }

    Response snapshot(BlobCall call) throws IOException {
        Map<String, String> metadata = Metadata.of(call.headers());
        for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
            Response made = once(call, metadata);
            if (made != null) {
                return made;
            }
        }
        throw DataErrors.busyReading();
    }

    /** Null when the blob was changed while it was copied. */
    private Response once(BlobCall call, Map<String, String> metadata) throws IOException {
        DataKey key = accounts.dataKey(call.account());
        AskedEncryption encryption = call.encryption();
        BlobRead read =
                blobs.read(
                        call.account(),
                        call.address(),
                        call.conditions(),
                        encryption,
                        length -> length == 0 ? null : new ByteRange(0, length - 1));
        if (read.isNotModified()) {
            throw DataErrors.conditionNotMet();
        }
        BlobState state = read.state();
        Protection own = keys.ofExisting(call.account(), state.encryption(), encryption);
        NewBlob content;
        try (var bytes = read.content()) {
            content =
                    copying.asIs(state, bytes.range(0, state.length()), Protection.keyOr(own, key));
        }
        BlobWrite write =
                new BlobWrite(
                        state.http(),
                        state.accessTier(),
                        metadata.isEmpty() ? state.metadata() : metadata,
                        state.tags(),
                        BlobConditions.NONE,
                        false,
                        state.copy(),
                        own);
        try {
            BlobEntity made =
                    QuarkusTransaction.requiringNew()
                            .call(() -> keep(call, state, write, content, key));
            if (made == null) {
                copying.discard(content);
                return null;
            }
            return BlobHeaders.written(
                            BlobHeaders.version(Response.status(201), BlobState.of(made, null)),
                            made.encryption)
                    .header("x-ms-snapshot", made.snapshot)
                    .build();
        } catch (AzureFault refused) {
            copying.discard(content);
            throw refused;
        }
    }

    private BlobEntity keep(
            BlobCall call, BlobState state, BlobWrite write, NewBlob content, DataKey key) {
        BlobEntity blob = rows.findById(state.id());
        if (blob == null) {
            return null;
        }
        rows.lockName(blob.containerId, blob.name);
        rows.getEntityManager().refresh(blob);
        if (!blob.etag.equals(state.etag())) {
            return null;
        }
        guard.beforeRead(blob, call.conditions(), () -> key);
        Instant time = clock.instant();
        String name = TIME.format(time);
        while (rows.find(blob.containerId, blob.name, name).isPresent()) {
            time = time.plusNanos(100);
            name = TIME.format(time);
        }
        return versions.snapshot(blob, name, write, content, key);
    }
}
