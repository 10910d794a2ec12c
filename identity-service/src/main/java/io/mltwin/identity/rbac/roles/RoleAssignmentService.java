package io.mltwin.identity.rbac.roles;

import static io.mltwin.armweb.ArmErrors.invalidRequestContentIf;
import static io.mltwin.armweb.AzureException.notBuiltIf;
import static io.mltwin.identity.rbac.roles.RoleErrors.assignmentExists;
import static io.mltwin.identity.rbac.roles.RoleErrors.assignmentNotFound;
import static io.mltwin.identity.rbac.roles.RoleErrors.assignmentNotUpdatable;
import static io.mltwin.identity.rbac.roles.RoleErrors.definitionNotFound;
import static io.mltwin.identity.rbac.roles.RoleErrors.invalidDefinitionId;
import static io.mltwin.identity.rbac.roles.RoleErrors.invalidFilter;
import static io.mltwin.identity.rbac.roles.RoleErrors.invalidPrincipalId;
import static io.mltwin.identity.rbac.roles.RoleErrors.limitExceeded;
import static io.mltwin.identity.rbac.roles.RoleErrors.notAssignableAt;
import static io.mltwin.identity.rbac.roles.RoleErrors.principalNotFound;
import static io.mltwin.identity.rbac.roles.RoleErrors.unmatchedPrincipalType;

import io.mltwin.armweb.ArmCall;
import io.mltwin.armweb.ArmResourceId;
import io.mltwin.armweb.Caller;
import io.mltwin.encoding.AsciiCase;
import io.mltwin.identity.directory.DirectoryPrincipal;
import io.mltwin.identity.directory.DirectoryService;
import io.mltwin.identity.rbac.AccessControl;
import io.mltwin.identity.rbac.ScopeKey;
import io.mltwin.identity.rbac.ScopeQuery;
import io.mltwin.platform.Principals;
import io.mltwin.resourceprovider.Outcome;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Role assignments, as API version 2022-04-01 has them. A change is in force when it is answered,
 * or when the delay that is set is over. Deviation: conditions and delegated managed identities are
 * refused, since nothing here enforces them, and so is a role at the root for an application of
 * Microsoft's.
 */
@ApplicationScoped
class RoleAssignmentService {

    private static final int MOST_IN_SUBSCRIPTION = 4000;

    private final RoleAssignmentRepository assignments;
    private final RoleDefinitionRepository changes;
    private final RoleCatalog roles;
    private final TenantScopes scopes;
    private final RemovedAssignmentRepository removed;
    private final RoleDelay delay;
    private final DirectoryService directory;
    private final AccessControl access;
    private final Principals principals;
    private final Clock clock;

    RoleAssignmentService(
            RoleAssignmentRepository assignments,
            RoleDefinitionRepository changes,
            RoleCatalog roles,
            TenantScopes scopes,
            RemovedAssignmentRepository removed,
            RoleDelay delay,
            DirectoryService directory,
            AccessControl access,
            Principals principals,
            Clock clock) {
        this.assignments = assignments;
        this.changes = changes;
        this.roles = roles;
        this.scopes = scopes;
        this.removed = removed;
        this.delay = delay;
        this.directory = directory;
        this.access = access;
        this.principals = principals;
        this.clock = clock;
    }

    @Transactional
    Outcome put(ArmCall call, RoleAssignmentBody body) {
        changes.lockChanges();
        return change(call.id().providerScope(), Guid.read(call.id().name()), body.properties(), call.caller());
    }

    private Outcome change(ArmResourceId scope, String name, RoleAssignmentBody.Properties wanted, Caller caller) {
        RoleDefinition role = role(wanted.roleDefinitionId(), scope, caller);
        DirectoryPrincipal principal = principal(wanted, caller);
        notBuiltIf(
                !scopes.shows(scope.key(), principal.objectId(), caller.tenantId()),
                "A role assignment at the root for an application of Microsoft's");
        String scopeKey = ScopeKey.of(scope.toString());
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        Optional<RoleAssignmentEntity> same = assignments.findSame(scopeKey, role.roleId(), principal.objectId());
        RoleAssignmentEntity existing = assignments.findById(name);
        if (existing != null) {
            if (same.isEmpty() || same.get() != existing) {
                throw assignmentNotUpdatable();
            }
            if (!Objects.equals(existing.assignment().description(), wanted.description())) {
                existing.redescribe(wanted.description(), now, caller.objectId());
            }
            return Outcome.ok(RoleAssignmentBody.of(existing.assignment()));
        }
        if (same.isPresent()) {
            throw assignmentExists(same.get().assignment().name());
        }
        if (scope.subscriptionId() != null
                && assignments.countIn(ArmResourceId.subscription(scope.subscriptionId())
                                .key())
                        >= MOST_IN_SUBSCRIPTION) {
            throw limitExceeded();
        }
        RoleAssignment assignment = new RoleAssignment(
                name,
                scope.toString(),
                role.roleId(),
                principal.objectId(),
                principal.kind().armType(),
                wanted.description(),
                now,
                now,
                caller.objectId(),
                caller.objectId());
        assignments.persist(new RoleAssignmentEntity(assignment, scopeKey));
        return Outcome.created(RoleAssignmentBody.of(assignment));
    }

    private RoleDefinition role(String definitionId, ArmResourceId scope, Caller caller) {
        invalidRequestContentIf(definitionId == null, "The property 'roleDefinitionId' is missing.");
        String roleId = Guid.read(definitionId.substring(definitionId.lastIndexOf('/') + 1));
        if (roleId == null) {
            throw invalidDefinitionId(definitionId);
        }
        RoleDefinition role = roles.visible(roleId)
                .filter(found -> found.tenantId() == null || found.tenantId().equals(caller.tenantId()))
                .orElseThrow(() -> definitionNotFound(roleId));
        String target = ScopeKey.of(scope.toString());
        if (role.assignableScopes().stream().map(ScopeKey::of).noneMatch(at -> ScopeKey.covers(at, target))) {
            throw notAssignableAt(scope.toString(), roleId);
        }
        return role;
    }

    /** Returns the principal, which is of the caller's tenant or an application of Microsoft. */
    private DirectoryPrincipal principal(RoleAssignmentBody.Properties wanted, Caller caller) {
        String principalId = Guid.read(wanted.principalId());
        if (principalId == null) {
            throw invalidPrincipalId(wanted.principalId());
        }
        boolean anyTenant = caller.applicationId() != null && principals.isService(caller.applicationId());
        DirectoryPrincipal principal = directory
                .principal(principalId)
                .filter(found -> anyTenant || found.isKnownIn(caller.tenantId()))
                .orElseThrow(() -> principalNotFound(principalId, caller.tenantId()));
        String actual = principal.kind().armType();
        if (AsciiCase.isOther(wanted.principalType(), actual)) {
            throw unmatchedPrincipalType(principalId, actual, wanted.principalType());
        }
        return principal;
    }

    /** Returns true when the caller may see the assignment; a null caller sees all. */
    private boolean isVisible(RoleAssignment assignment, Caller caller) {
        if (roles.isHidden(assignment.roleId())) {
            return false;
        }
        return caller == null
                || scopes.shows(ScopeKey.of(assignment.scope()), assignment.principalId(), caller.tenantId());
    }

    @Transactional
    boolean exists(ArmResourceId scope, String name) {
        return find(scope, name, null).isPresent();
    }

    @Transactional
    RoleAssignmentBody get(ArmCall call) {
        return find(call)
                .map(RoleAssignmentBody::of)
                .orElseThrow(() -> assignmentNotFound(call.id().name()));
    }

    private Optional<RoleAssignment> find(ArmCall call) {
        return find(call.id().providerScope(), call.id().name(), call.caller());
    }

    private Optional<RoleAssignment> find(ArmResourceId scope, String name, Caller caller) {
        String key = Guid.read(name);
        return Optional.ofNullable(key)
                .flatMap(assignments::findByIdOptional)
                .filter(row -> !row.isAside())
                .map(RoleAssignmentEntity::assignment)
                .filter(found -> isVisible(found, caller))
                .filter(found -> ScopeKey.of(found.scope()).equals(scope.key()));
    }

    /** Deletes an assignment and returns it; 204 when it does not exist. */
    @Transactional
    Outcome delete(ArmCall call) {
        changes.lockChanges();
        Optional<RoleAssignment> found = find(call);
        found.ifPresent(this::remove);
        return found.map(RoleAssignmentBody::of).map(Outcome::ok).orElseGet(Outcome::noContent);
    }

    private void remove(RoleAssignment assignment) {
        Instant now = clock.instant();
        if (assignments.deleteById(assignment.name())) {
            TimedAssignment still = delay.removed(assignment, now);
            if (still != null) {
                removed.persist(new RemovedAssignmentEntity(still));
            }
        }
        removed.forgetThoseOver(now);
    }

    /**
     * Returns those at, above and below the scope, unless the filter says otherwise; below the root
     * only in subscriptions of the caller's tenant.
     */
    @Transactional
    List<RoleAssignment> list(ArmCall call) {
        ArmResourceId scope = call.id();
        String filter = call.query().get("$filter");
        Caller caller = call.caller();
        ArmFilter terms = ArmFilter.parse(filter);
        ScopeQuery query = new ScopeQuery(scope.key(), !terms.has("atScope"));
        terms.without("atScope").forEach(term -> query.and("principalId in ?", principals(term, filter)));
        Predicate<String> own = scope.isRoot() ? scopes.inSubscriptionsOf(caller.tenantId()) : key -> true;
        return assignments.list(query).stream()
                .map(RoleAssignmentEntity::assignment)
                .filter(found -> {
                    String key = ScopeKey.of(found.scope());
                    return !TenantScopes.isInSubscription(key) || own.test(key);
                })
                .filter(found -> isVisible(found, caller))
                .toList();
    }

    private Set<String> principals(ArmFilter.Term term, String filter) {
        if (term.isProperty("principalId")) {
            return Set.of(AsciiCase.lower(term.value()));
        }
        if (term.isFunction("assignedTo") && term.value() != null) {
            return access.principals(term.value());
        }
        throw invalidFilter(filter);
    }
}
