package io.mltwin.identity.rbac.denyassignments;

import static io.mltwin.armweb.ArmErrors.invalidRequestContentIf;
import static io.mltwin.armweb.AzureException.badRequestIf;
import static io.mltwin.encoding.Absence.isBlank;
import static io.mltwin.encoding.Absence.isEmpty;
import static io.mltwin.encoding.Absence.isTrue;
import static io.mltwin.encoding.Absence.orEmpty;

import io.mltwin.armweb.ArmResourceId;
import io.mltwin.armweb.Caller;
import io.mltwin.identity.rbac.AccessControl;
import io.mltwin.identity.rbac.ScopeKey;
import io.mltwin.identity.rbac.ScopeQuery;
import io.mltwin.identity.rbac.roles.ArmFilter;
import io.mltwin.identity.rbac.roles.Guid;
import io.mltwin.identity.rbac.roles.RoleDefinition.Permission;
import io.mltwin.identity.rbac.roles.TenantScopes;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Reads deny assignments for callers with the permission, and creates and deletes them for the
 * platform's administrator, since Azure has no public call for it.
 */
@ApplicationScoped
class DenyAssignmentService {

    private static final Set<String> TYPES = Set.of("User", "Group", "ServicePrincipal", "SystemDefined");

    private final DenyAssignmentRepository rows;
    private final TenantScopes scopes;
    private final AccessControl access;
    private final Clock clock;

    DenyAssignmentService(DenyAssignmentRepository rows, TenantScopes scopes, AccessControl access, Clock clock) {
        this.rows = rows;
        this.scopes = scopes;
        this.access = access;
        this.clock = clock;
    }

    /**
     * Returns those at, above and below the scope, unless the filter says otherwise; below the root
     * only in subscriptions of the caller's tenant.
     */
    @Transactional
    List<DenyAssignment> list(ArmResourceId scope, String filter, Caller caller) {
        ArmFilter terms = ArmFilter.parse(filter);
        ScopeQuery query = new ScopeQuery(scope.key(), !terms.has("atScope"));
        terms.without("atScope").forEach(term -> restrict(query, term, filter));
        Predicate<String> own = scope.isRoot() ? scopes.inSubscriptionsOf(caller.tenantId()) : key -> true;
        return rows.list(query).stream()
                .filter(row -> own.test(row.scopeKey))
                .map(DenyAssignmentMapper::assignment)
                .toList();
    }

    private void restrict(ScopeQuery query, ArmFilter.Term term, String filter) {
        if (term.isProperty("denyAssignmentName")) {
            query.and("lower(displayName) = lower(?)", term.value());
        } else if (term.isProperty("principalId")) {
            DenyAssignmentRepository.restrict(query, Set.of(term.value()));
        } else if (term.isFunction("assignedTo") && term.value() != null) {
            DenyAssignmentRepository.restrict(query, access.principals(term.value()));
        } else {
            throw ArmFilter.unsupported(filter);
        }
    }

    Optional<DenyAssignment> find(ArmResourceId scope, String name) {
        return find(name).filter(found -> ScopeKey.of(found.scope()).equals(scope.key()));
    }

    private Optional<DenyAssignment> find(String name) {
        String key = Guid.read(name);
        return key == null
                ? Optional.empty()
                : QuarkusTransaction.requiringNew()
                        .call(() -> rows.findByIdOptional(key).map(DenyAssignmentMapper::assignment));
    }

    /** Creates or replaces one. */
    DenyAssignment put(String name, DenyAssignmentBody body, String administrator) {
        String key = Guid.read(name);
        invalidRequestContentIf(key == null, "The name of a deny assignment is a GUID, not '%s'.", name);
        DenyAssignment wanted = validated(key, body, administrator);
        DenyAssignment put = QuarkusTransaction.requiringNew().call(() -> {
            DenyAssignmentEntity row = rows.findById(key);
            boolean isNew = row == null;
            if (isNew) {
                row = new DenyAssignmentEntity();
            }
            DenyAssignmentMapper.describe(
                    row, isNew ? wanted : wanted.withCreatedOn(row.createdOn).withCreatedBy(row.createdBy));
            if (isNew) {
                rows.persist(row);
            }
            return DenyAssignmentMapper.assignment(row);
        });
        access.refresh();
        return put;
    }

    /** Deletes one. Returns true when it existed. */
    boolean delete(String name) {
        if (find(name).isEmpty()) {
            return false;
        }
        QuarkusTransaction.requiringNew().run(() -> rows.deleteById(Guid.read(name)));
        access.refresh();
        return true;
    }

    private DenyAssignment validated(String name, DenyAssignmentBody body, String administrator) {
        DenyAssignmentBody.Properties wanted = body == null ? null : body.properties();
        invalidRequestContentIf(
                wanted == null
                        || isBlank(wanted.denyAssignmentName())
                        || isBlank(wanted.scope())
                        || isEmpty(wanted.permissions()),
                "Give 'properties' with 'denyAssignmentName', 'scope' and 'permissions'.");
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        return new DenyAssignment(
                name,
                scope(wanted.scope()),
                wanted.denyAssignmentName(),
                wanted.description(),
                permissions(wanted.permissions()),
                isTrue(wanted.doNotApplyToChildScopes()),
                principals("principals", wanted.principals(), false),
                principals("excludePrincipals", wanted.excludePrincipals(), true),
                isTrue(wanted.systemProtected()),
                now,
                now,
                administrator,
                administrator);
    }

    private static List<Permission> permissions(List<Permission> given) {
        invalidRequestContentIf(given.contains(null), "A permission is missing.");
        return given;
    }

    private static String scope(String text) {
        ArmResourceId scope = ArmResourceId.parse(text);
        badRequestIf(
                scope.subscriptionId() == null,
                "InvalidRequestContent",
                "The scope of a deny assignment is a subscription or lies in one.");
        return scope.toString();
    }

    private static List<DenyAssignment.Principal> principals(
            String property, List<DenyAssignment.Principal> given, boolean mayBeNone) {
        List<DenyAssignment.Principal> principals = orEmpty(given);
        invalidRequestContentIf(principals.isEmpty() && !mayBeNone, "'%s' must name somebody.", property);
        for (DenyAssignment.Principal principal : principals) {
            invalidRequestContentIf(
                    principal == null || Guid.read(principal.id()) == null || !TYPES.contains(principal.type()),
                    "'%s' needs an 'id' that is a GUID and a 'type' of User, Group, ServicePrincipal or SystemDefined.",
                    property);
        }
        return principals;
    }
}
