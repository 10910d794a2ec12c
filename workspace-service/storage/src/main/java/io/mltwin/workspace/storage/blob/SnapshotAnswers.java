package io.mltwin.workspace.storage.blob;

import io.mltwin.armweb.AzureFault;
import io.mltwin.datakeys.DataKey;
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

/**
 * Snapshot Blob: the blob as it is now, under the time of its making. With versioning its state
 * becomes a previous version too, and the blob a new one of the same content.
 */
@Singleton
class SnapshotAnswers {

    private static final int ATTEMPTS = 5;
    static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSSS'Z'")
                    .withZone(ZoneOffset.UTC);

    private final BlobReads blobs;
    private final BlobRepository rows;
    private final BlobVersions versions;
    private final BlobGuard guard;
    private final ImmutableBlobs immutable;
    private final BlobKeys keys;
    private final Copying copying;
    private final SharedContents shared;
    private final Clock clock;

    SnapshotAnswers(
            BlobReads blobs,
            BlobRepository rows,
            BlobVersions versions,
            BlobGuard guard,
            ImmutableBlobs immutable,
            BlobKeys keys,
            Copying copying,
            SharedContents shared,
            Clock clock) {
        this.blobs = blobs;
        this.rows = rows;
        this.versions = versions;
        this.guard = guard;
        this.immutable = immutable;
        this.keys = keys;
        this.copying = copying;
        this.shared = shared;
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
        DataKey key = call.account().dataKey();
        AskedEncryption encryption = call.encryption();
        if (call.conditions().wantNone()) {
            blobs.version(call.account(), call.address());
            throw DataErrors.conditionNotMet();
        }
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
        boolean versioned = call.account().versioning().isOn();
        NewBlob content;
        NewBlob next;
        try (var bytes = read.content()) {
            DataKey under = Protection.keyOr(own, key);
            next = versioned ? shared.again(state, bytes, under) : null;
            content = copying.asIs(state, bytes.range(0, state.length()), under);
        }
        BlobWrite same = BlobWrite.ofState(state, state.metadata(), own);
        BlobWrite write = metadata.isEmpty() ? same : BlobWrite.ofState(state, metadata, own);
        try {
            Made made =
                    QuarkusTransaction.requiringNew()
                            .call(
                                    () -> {
                                        BlobEntity blob = unchangedOrNull(call, state, key);
                                        return blob == null
                                                ? null
                                                : new Made(
                                                        keep(blob, write, content, key),
                                                        versioned
                                                                ? versions.supersede(
                                                                        call.account(),
                                                                        blob,
                                                                        same,
                                                                        next,
                                                                        key)
                                                                : null);
                                    });
            if (made == null) {
                discard(content, next);
                return null;
            }
            return BlobHeaders.made(Response.status(201), BlobState.of(made.snapshot(), null))
                    .header("x-ms-snapshot", made.snapshot().snapshot)
                    .header("x-ms-version-id", versioned ? made.next().versionId : null)
                    .build();
        } catch (AzureFault refused) {
            discard(content, next);
            throw refused;
        }
    }

    /**
     * @param next the new current version, null without versioning
     */
    private record Made(BlobEntity snapshot, BlobEntity next) {}

    private void discard(NewBlob content, NewBlob nextOrNull) {
        copying.discard(content);
        if (nextOrNull != null) {
            copying.discard(nextOrNull);
        }
    }

    private BlobEntity unchangedOrNull(BlobCall call, BlobState state, DataKey key) {
        BlobEntity blob = rows.unchangedOrNull(state);
        if (blob != null) {
            guard.beforeRead(blob, call.conditions(), () -> key);
            immutable.beforeChange(blob);
        }
        return blob;
    }

    private BlobEntity keep(BlobEntity blob, BlobWrite write, NewBlob content, DataKey key) {
        Instant time = clock.instant();
        String name = TIME.format(time);
        while (rows.find(blob.containerId, blob.name, name).isPresent()) {
            time = time.plusNanos(100);
            name = TIME.format(time);
        }
        return versions.snapshot(blob, name, write, content, key);
    }
}
