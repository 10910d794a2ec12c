package io.mltwin.workspace.storage.blob.state;

import static io.mltwin.workspace.storage.wire.DataErrors.conditionNotMet;

import io.mltwin.datakeys.DataKey;
import io.mltwin.workspace.storage.blob.request.BlobConditions;
import io.mltwin.workspace.storage.lease.Lease;
import io.mltwin.workspace.storage.wire.Metadata;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Checks conditions, tags and lease of a blob before it is read or changed. The account's data key
 * is used only where a condition asks for tags.
 */
@Singleton
public record BlobConditionValidator(Clock clock) {
    /**
     * Checks a change or deletion; a lease that has expired is removed.
     *
     * @param blob null when there is none yet
     */
    public void beforeWrite(BlobEntity blob, BlobConditions conditions, Supplier<DataKey> key) {
        check(blob, conditions, key);
        if (blob != null && !Lease.state(blob.lease, clock.instant()).isLocked()) {
            blob.lease = null;
        }
    }

    /** Checks a change that is checked again in its transaction. */
    public void check(BlobEntity blob, BlobConditions conditions, Supplier<DataKey> key) {
        checkConditions(blob, conditions, key);
        beforeBlock(blob, conditions);
    }

    /** Checks the same without the lease, for a request that changes the lease. */
    public void checkConditions(BlobEntity blob, BlobConditions conditions, Supplier<DataKey> key) {
        conditions.checkWrite(blob == null ? null : BlobState.of(blob, null));
        checkTags(blob, conditions, key);
    }

    /** Checks a new block: conditions do not apply, the lease does. */
    public void beforeBlock(BlobEntity blob, BlobConditions conditions) {
        Lease.checkWrite(blob == null ? null : blob.lease, conditions.leaseId(), false, clock.instant());
    }

    /** Checks a read; returns false when the client has this version already. */
    public boolean beforeRead(BlobEntity blob, BlobConditions conditions, Supplier<DataKey> key) {
        Lease.checkGiven(blob.lease, conditions.leaseId(), false, clock.instant());
        checkTags(blob, conditions, key);
        return conditions.allowRead(BlobState.of(blob, null));
    }

    private static void checkTags(BlobEntity blob, BlobConditions conditions, Supplier<DataKey> key) {
        if (conditions.ifTags() == null) {
            return;
        }
        Map<String, String> tags = blob == null ? Map.of() : Metadata.decrypt(blob.tags, key.get(), blob.tagsContext());
        if (!conditions.ifTags().matches(tags, "")) {
            throw conditionNotMet();
        }
    }
}
