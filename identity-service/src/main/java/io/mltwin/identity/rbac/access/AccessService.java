package io.mltwin.identity.rbac.access;

import static io.mltwin.encoding.Absence.orEmpty;

import io.mltwin.armweb.Caller;
import io.mltwin.identity.directory.DirectoryService;
import io.mltwin.identity.rbac.AccessControl;
import io.mltwin.identity.rbac.access.PrincipalPermissions.AccessRequest;
import io.mltwin.identity.rbac.denyassignments.DenyAssignments;
import io.mltwin.identity.rbac.roles.AssignmentStore;
import io.mltwin.identity.rbac.roles.RoleCatalog;
import io.mltwin.platform.http.EventLoopOrWorker;
import io.mltwin.platform.reset.Resettable;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.Set;

/**
 * Evaluates Azure RBAC for the whole platform. It answers from a snapshot in memory, which is read
 * again after each change and before the answer to the change. Each denial has an id by which it
 * can be explained.
 */
@ApplicationScoped
public class AccessService implements AccessControl, Resettable {

    private final RoleCatalog roles;
    private final AssignmentStore assignments;
    private final DenyAssignments denyAssignments;
    private final DirectoryService directory;
    private final DecisionLog log;
    private final Clock clock;
    private volatile AccessSnapshot current;

    AccessService(
            RoleCatalog roles,
            AssignmentStore assignments,
            DenyAssignments denyAssignments,
            DirectoryService directory,
            DecisionLog log,
            Clock clock) {
        this.roles = roles;
        this.assignments = assignments;
        this.denyAssignments = denyAssignments;
        this.directory = directory;
        this.log = log;
        this.clock = clock;
    }

    public AccessSnapshot snapshot() {
        AccessSnapshot snapshot = current;
        if (snapshot != null) {
            return snapshot;
        }
        EventLoopOrWorker.requireWorker();
        return firstSnapshot();
    }

    @Override
    public synchronized void refresh() {
        // if reading fails there is none, and the next question reads: never one from before the
        // change
        current = null;
        current = QuarkusTransaction.requiringNew().call(this::read);
    }

    @Override
    public void clear() {
        log.clear();
        refresh();
    }

    private AccessSnapshot read() {
        return AccessSnapshot.of(
                roles.everything(),
                assignments.forEvaluation(),
                denyAssignments.everything(),
                directory.memberships(),
                clock);
    }

    /** Returns null when the caller may do the action, else the denial. */
    public Denial denial(Caller caller, String action, String scope) {
        PrincipalPermissions access = snapshot().of(caller.objectId(), caller.groups());
        return access.isAllowed(action, scope, false) ? null : denied(caller.tenantId(), access, action, scope, false);
    }

    @Override
    public String denialId(Caller caller, String action, String scope) {
        Denial denial = denial(caller, action, scope);
        return denial == null ? null : denial.id();
    }

    @Override
    public Set<String> principals(String objectId) {
        return snapshot().of(objectId, List.of()).principals();
    }

    /** Logs a denial, so that it can be explained. */
    Denial denied(String tenantId, PrincipalPermissions access, String action, String scope, boolean data) {
        AccessRequest asked = AccessRequest.of(action, scope, data);
        DenyRule rule = asked == null ? null : access.denial(asked);
        // who has no role for it learns nothing of deny assignments
        boolean blocked = rule != null && access.grant(asked) != null;
        String id = log.add(tenantId, access, action, scope, data, clock.instant());
        return new Denial(id, blocked ? rule.assignment().reference() : null);
    }

    /** Returns a decision for each check, and the first denial. */
    AccessBody.Decisions check(AccessBody.Question question) {
        List<String> groups = orEmpty(question.groups());
        PrincipalPermissions access = snapshot().of(question.principalId(), groups);
        List<AccessBody.Check> checks = question.checks();
        Boolean[] decisions = new Boolean[checks.size()];
        Denial first = null;
        for (int i = 0; i < decisions.length; i++) {
            AccessBody.Check check = checks.get(i);
            decisions[i] = access.isAllowed(check.action(), check.scope(), check.data());
            if (first == null && !decisions[i]) {
                first = denied(question.tenantId(), access, check.action(), check.scope(), check.data());
            }
        }
        return new AccessBody.Decisions(List.of(decisions), first);
    }

    private synchronized AccessSnapshot firstSnapshot() {
        if (current == null) {
            refresh();
        }
        return current;
    }
}
