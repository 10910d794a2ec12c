package io.mltwin.workspace.locks;

import static io.mltwin.armweb.ArmErrors.resourceNotFound;

import io.mltwin.armweb.ArmResourceId;
import io.mltwin.resourceprovider.Outcome;
import io.mltwin.workspace.subscriptions.Subscription;
import io.mltwin.workspace.subscriptions.Subscriptions;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.stream.Stream;

/** Keeps management locks. */
@ApplicationScoped
class LockService {

    private final LockRepository rows;
    private final Subscriptions subscriptions;

    LockService(LockRepository rows, Subscriptions subscriptions) {
        this.rows = rows;
        this.subscriptions = subscriptions;
    }

    @Transactional
    Outcome put(ArmResourceId id, LockBody body) {
        LockEntity row = rows.findById(id.key());
        boolean created = row == null;
        if (created) {
            row = new LockEntity();
            row.key = id.key();
            row.id = id.toString();
            row.scopeKey = id.providerScope().key();
            row.scopeId = id.providerScope().toString();
            row.name = id.name();
        }
        row.level = LockLevel.of(body.properties().level()).text();
        row.notes = body.properties().notes();
        row.owners = LockMapper.owners(body.properties().owners());
        rows.persist(row);
        return Outcome.saved(created, LockMapper.body(row));
    }

    @Transactional
    LockBody get(ArmResourceId id) {
        LockEntity row = rows.findById(id.key());
        if (row == null) {
            throw resourceNotFound(id);
        }
        return LockMapper.body(row);
    }

    /** True when there was one. */
    @Transactional
    boolean delete(ArmResourceId id) {
        return rows.deleteById(id.key());
    }

    /**
     * Locks at the scope, above it and, as Azure lists them, below it; of the root those in the
     * tenant's subscriptions.
     */
    @Transactional
    List<LockBody> list(ArmResourceId scope, String tenantId) {
        List<ArmResourceId> scopes = scope.isRoot()
                ? subscriptions.ofTenant(tenantId).stream()
                        .map(Subscription::id)
                        .toList()
                : List.of(scope);
        return scopes.stream()
                .flatMap(this::around)
                .map(row -> LockMapper.body(row))
                .toList();
    }

    private Stream<LockEntity> around(ArmResourceId scope) {
        return Stream.concat(
                rows.at(scope.withAncestors().stream().map(ArmResourceId::key).toList()).stream(),
                rows.below(scope.key()).stream());
    }
}
