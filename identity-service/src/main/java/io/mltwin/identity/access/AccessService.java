package io.mltwin.identity.access;

import io.mltwin.identity.directory.DirectoryService;
import io.mltwin.identity.roles.AssignmentStore;
import io.mltwin.identity.roles.RoleCatalog;
import io.mltwin.platform.reset.Resettable;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;

/**
 * The one evaluator of Azure RBAC in the platform. It answers from a snapshot in memory that is
 * read again after every change, before that change is answered.
 */
@ApplicationScoped
public class AccessService implements Resettable {

    private final RoleCatalog roles;
    private final AssignmentStore assignments;
    private final DirectoryService directory;
    private volatile AccessSnapshot current;

    AccessService(RoleCatalog roles, AssignmentStore assignments, DirectoryService directory) {
        this.roles = roles;
        this.assignments = assignments;
        this.directory = directory;
    }

    public AccessSnapshot snapshot() {
        AccessSnapshot snapshot = current;
        return snapshot == null ? firstSnapshot() : snapshot;
    }

    /** To be called after the transaction of a change has ended. */
    public synchronized void refresh() {
        // if reading fails there is none, and the next question reads: never one from before the
        // change
        current = null;
        current = QuarkusTransaction.requiringNew().call(this::read);
    }

    @Override
    public void clear() {
        refresh();
    }

    private AccessSnapshot read() {
        return AccessSnapshot.of(
                roles.everything(), assignments.everything(), directory.memberships());
    }

    public boolean isAllowed(
            String principalId, Collection<String> groups, String action, String scope) {
        return snapshot().decider(principalId, groups).isAllowed(action, scope, false);
    }

    private synchronized AccessSnapshot firstSnapshot() {
        if (current == null) {
            refresh();
        }
        return current;
    }
}
