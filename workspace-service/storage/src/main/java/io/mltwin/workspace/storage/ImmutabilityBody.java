package io.mltwin.workspace.storage;

import io.mltwin.armweb.ArmResourceId;
import io.mltwin.workspace.storage.blob.containers.Immutability;
import io.mltwin.workspace.storage.blob.containers.Immutability.Appends;
import io.mltwin.workspace.storage.blob.containers.Immutability.Hold;
import io.mltwin.workspace.storage.blob.containers.Immutability.Policy;
import io.mltwin.workspace.storage.blob.containers.Immutability.Update;
import java.util.List;

/** Immutability policies and legal holds as Azure Resource Manager shows them. */
final class ImmutabilityBody {

    static final String TYPE = "Microsoft.Storage/storageAccounts/blobServices/containers/immutabilityPolicies";

    private ImmutabilityBody() {}

    record Properties(
            int immutabilityPeriodSinceCreationInDays,
            Boolean allowProtectedAppendWrites,
            Boolean allowProtectedAppendWritesAll,
            String state) {}

    record Resource(String id, String name, String type, String etag, Properties properties) {}

    record History(
            String update,
            int immutabilityPeriodSinceCreationInDays,
            Boolean allowProtectedAppendWrites,
            Boolean allowProtectedAppendWritesAll,
            String timestamp,
            String objectIdentifier,
            String tenantId) {}

    /** Of a container. */
    record OfContainer(String etag, Properties properties, List<History> updateHistory) {}

    record Tag(String tag, String timestamp, String objectIdentifier, String tenantId) {}

    record Appending(boolean allowProtectedAppendWritesAll, String timestamp) {}

    record HoldsOfContainer(boolean hasLegalHold, List<Tag> tags, Appending protectedAppendWritesHistory) {}

    record Holds(boolean hasLegalHold, List<String> tags, Boolean allowProtectedAppendWritesAll) {}

    static Resource policy(ArmResourceId id, Policy policy) {
        return new Resource(id.toString(), "default", TYPE, policy.etag(), properties(policy));
    }

    /** Returns the answer of a deletion. */
    static Resource none(ArmResourceId id, String etag) {
        return new Resource(id.toString(), "default", TYPE, etag, new Properties(0, null, null, "Unlocked"));
    }

    private static Properties properties(Policy policy) {
        return new Properties(
                policy.days(),
                trueIf(policy.appends() == Appends.APPEND_BLOBS),
                trueIf(policy.appends() == Appends.ALL),
                policy.locked() ? "Locked" : "Unlocked");
    }

    private static Boolean trueIf(boolean is) {
        return is ? Boolean.TRUE : null;
    }

    /** Null when the container has none. */
    static OfContainer policy(Immutability immutability) {
        Policy policy = immutability.policy();
        return policy == null
                ? null
                : new OfContainer(
                        policy.etag(),
                        properties(policy),
                        policy.history().stream().map(ImmutabilityBody::history).toList());
    }

    private static History history(Update update) {
        return new History(
                update.update(),
                update.days(),
                trueIf(update.appends() == Appends.APPEND_BLOBS),
                trueIf(update.appends() == Appends.ALL),
                update.time(),
                update.objectId(),
                update.tenantId());
    }

    /** Null when the container has none. */
    static HoldsOfContainer holdsOf(Immutability immutability) {
        List<Hold> holds = immutability.holds();
        return holds.isEmpty()
                ? null
                : new HoldsOfContainer(
                        true,
                        holds.stream()
                                .map(one -> new Tag(one.tag(), one.time(), one.objectId(), one.tenantId()))
                                .toList(),
                        immutability.holdAllowsAppends()
                                ? new Appending(true, holds.get(0).time())
                                : null);
    }

    static Holds holds(Immutability immutability) {
        return new Holds(
                !immutability.holds().isEmpty(),
                immutability.holds().stream().map(Hold::tag).toList(),
                trueIf(immutability.holdAllowsAppends()));
    }
}
