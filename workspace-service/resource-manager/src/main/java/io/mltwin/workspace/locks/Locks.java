package io.mltwin.workspace.locks;

import static io.mltwin.armweb.ArmErrors.scopeLocked;

import io.mltwin.armweb.ArmResourceId;
import io.mltwin.armweb.AzureException;
import io.mltwin.armweb.ScopeChange;
import io.mltwin.encoding.AsciiCase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.stream.Stream;

/**
 * Decides whether management locks let a change pass (lock-resources.md): inherited, the most
 * restrictive wins.
 */
@ApplicationScoped
public class Locks {

    private final LockEntity.Rows rows;

    public Locks(LockEntity.Rows rows) {
        this.rows = rows;
    }

    /**
     * Permits reads, and changes that no lock forbids; locks themselves can always be changed by
     * those who have the permission.
     *
     * @throws AzureException 409 {@code ScopeLocked}
     */
    @Transactional
    public void requireUnlocked(ArmResourceId id, String targetType, String method) {
        if (method.equals("GET") || method.equals("HEAD") || AsciiCase.equal(targetType, LockProvider.TYPE)) {
            return;
        }
        // all or nothing: what contains something locked cannot be deleted either
        List<LockEntity> below = method.equals("DELETE") ? rows.below(id.key()) : List.of();
        refuse(id, method, Stream.concat(rows.above(id).stream(), below.stream()));
    }

    /**
     * Permits to remove what belongs to a resource and lies in its resource group without being a
     * resource here, such as a cluster's nodes: locks of the group and of its subscription forbid
     * it.
     *
     * @throws AzureException 409 {@code ScopeLocked}
     */
    @Transactional
    public void requireRemovable(ArmResourceId id) {
        List<String> scopes = id.withAncestors().stream()
                .filter(scope -> scope.isResourceGroup() || scope.isSubscription())
                .map(ArmResourceId::key)
                .toList();
        refuse(id, "DELETE", rows.at(scopes).stream());
    }

    private static void refuse(ArmResourceId id, String method, Stream<LockEntity> locks) {
        List<String> forbidding = locks.filter(lock -> LockLevel.of(lock.level).forbids(method))
                .map(lock -> lock.scopeId)
                .distinct()
                .toList();
        if (!forbidding.isEmpty()) {
            throw scopeLocked(id.toString(), method.equals("DELETE") ? "delete" : "write", forbidding);
        }
    }

    /** A lock, with the scope it is set on. */
    public record Found(String level, String scopeId, String name) {}

    /** Returns the locks that hold at a scope, its own and inherited ones. */
    @Transactional
    public List<Found> holdingAt(ArmResourceId id) {
        return rows.above(id).stream()
                .map(lock -> new Found(lock.level, lock.scopeId, lock.name))
                .toList();
    }

    void forget(@Observes ScopeChange change) {
        if (change.gone()) {
            rows.deleteAtAndBelow(change.id().key());
        }
    }
}
