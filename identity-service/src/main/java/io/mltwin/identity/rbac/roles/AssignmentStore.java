package io.mltwin.identity.rbac.roles;

import io.mltwin.identity.rbac.ScopeKey;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.ArrayList;
import java.util.List;

/** Reads all role assignments for the evaluator's snapshot. */
@ApplicationScoped
public class AssignmentStore {

    private final RoleAssignmentRepository assignments;
    private final RemovedAssignmentRepository removed;
    private final GlobalAdministrators globalAdministrators;
    private final TenantScopes scopes;
    private final RoleDelay delay;

    AssignmentStore(
            RoleAssignmentRepository assignments,
            RemovedAssignmentRepository removed,
            GlobalAdministrators globalAdministrators,
            TenantScopes scopes,
            RoleDelay delay) {
        this.assignments = assignments;
        this.removed = removed;
        this.globalAdministrators = globalAdministrators;
        this.scopes = scopes;
        this.delay = delay;
    }

    /**
     * Returns all assignments, with those that were removed and are still in force, and those of
     * directory roles.
     */
    @Transactional
    public List<TimedAssignment> forEvaluation() {
        List<TimedAssignment> all = new ArrayList<>();
        assignments.listInForce().forEach(row -> all.add(delay.present(row.assignment())));
        removed.listAll().forEach(row -> all.add(row.assignment()));
        globalAdministrators.assignments().forEach(implied -> all.add(TimedAssignment.always(implied)));
        return all.stream().map(this::withinItsTenant).toList();
    }

    /** Limits an assignment at the root to the subscriptions of its tenant. */
    private TimedAssignment withinItsTenant(TimedAssignment timed) {
        if (!timed.assignment().scope().equals(ScopeKey.ROOT)) {
            return timed;
        }
        String tenantId = scopes.ofRoot(timed.assignment().principalId());
        return timed.reaching(scopes.subscriptionsOf(tenantId));
    }
}
