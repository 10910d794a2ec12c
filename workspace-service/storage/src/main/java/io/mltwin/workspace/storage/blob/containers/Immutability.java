package io.mltwin.workspace.storage.blob.containers;

import static io.mltwin.workspace.storage.wire.ImmutabilityErrors.blobDueToLegalHold;
import static io.mltwin.workspace.storage.wire.ImmutabilityErrors.blobDueToPolicy;
import static io.mltwin.workspace.storage.wire.ImmutabilityErrors.containerHasLegalHold;
import static io.mltwin.workspace.storage.wire.ImmutabilityErrors.containerHasPolicy;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.mltwin.armweb.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * The immutability policy and legal holds of a container ("Container-level WORM policies for
 * immutable blob data"): a policy of so many days from the making of each blob, and legal holds. A
 * new blob can always be made; what is there is neither overwritten nor changed, and not deleted
 * before its days are over and all holds are cleared.
 *
 * @param policy null for none
 * @param holdAllowsAppends of the legal holds: blocks can be appended to append blobs
 */
public record Immutability(Policy policy, List<Hold> holds, boolean holdAllowsAppends) {

    static final Immutability NONE = new Immutability(null, List.of(), false);
    /** The writes that a policy allows. */
    public enum Appends {
        NONE,
        APPEND_BLOBS,
        ALL
    }

    /**
     * @param days from a blob's making
     * @param locked it can only be extended any more
     */
    public record Policy(int days, boolean locked, Appends appends, String etag, List<Update> history) {}

    /** One change of a policy: put, lock or extend. */
    public record Update(String update, int days, Appends appends, String time, String objectId, String tenantId) {}

    /** A legal hold, which is a tag. */
    public record Hold(String tag, String time, String objectId, String tenantId) {}

    @JsonIgnore
    public boolean isNone() {
        return policy == null && holds.isEmpty();
    }

    /** Before a blob that is there gets other bytes, metadata or properties. */
    void checkChange() {
        if (!holds.isEmpty()) {
            throw blobDueToLegalHold();
        }
        if (policy != null) {
            throw blobDueToPolicy();
        }
    }

    /** Before a block is appended to an append blob. */
    void checkAppend() {
        if (!holds.isEmpty() && !holdAllowsAppends) {
            throw blobDueToLegalHold();
        }
        if (policy != null && policy.appends == Appends.NONE) {
            throw blobDueToPolicy();
        }
    }

    void checkDelete(Instant created, Instant now) {
        if (!holds.isEmpty()) {
            throw blobDueToLegalHold();
        }
        if (policy != null && created.plus(Duration.ofDays(policy.days)).isAfter(now)) {
            throw blobDueToPolicy();
        }
    }

    /** Before the data plane deletes the container, with or without blobs. */
    void checkContainerDelete() {
        if (!holds.isEmpty()) {
            throw containerHasLegalHold();
        }
        if (policy != null) {
            throw containerHasPolicy(policy.locked);
        }
    }

    /** As it is stored in a row; null for none. */
    String write() {
        return isNone() ? null : Json.write(this);
    }

    static Immutability read(String stored) {
        return stored == null ? NONE : Json.read(stored, Immutability.class);
    }
}
