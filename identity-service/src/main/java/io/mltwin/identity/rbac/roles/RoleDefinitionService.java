package io.mltwin.identity.rbac.roles;

import static io.mltwin.identity.rbac.roles.RoleErrors.builtIn;
import static io.mltwin.identity.rbac.roles.RoleErrors.definitionNotFound;
import static io.mltwin.identity.rbac.roles.RoleErrors.hasAssignments;
import static io.mltwin.identity.rbac.roles.RoleErrors.invalidFilter;
import static io.mltwin.identity.rbac.roles.RoleErrors.linkedAuthorizationFailed;
import static io.mltwin.identity.rbac.roles.RoleErrors.sameName;
import static io.mltwin.identity.rbac.roles.RoleErrors.tooManyDefinitions;

import io.mltwin.armweb.ArmCall;
import io.mltwin.armweb.ArmResourceId;
import io.mltwin.armweb.AzureException;
import io.mltwin.armweb.Caller;
import io.mltwin.armweb.DecisionHeader;
import io.mltwin.armweb.TextCase;
import io.mltwin.encoding.AsciiCase;
import io.mltwin.identity.rbac.AccessControl;
import io.mltwin.identity.rbac.ScopeKey;
import io.mltwin.resourceprovider.Outcome;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Role definitions: built-in ones for reading, and custom ones of a tenant to create, change and
 * delete (API version 2022-04-01). Deviation: an action of a custom role is checked for its form,
 * not for being one of the providers' operations.
 */
@ApplicationScoped
class RoleDefinitionService {

    private static final int MOST_IN_DIRECTORY = 5000;
    private static final String READ = "Microsoft.Authorization/roleDefinitions/read";
    private static final String WRITE = "Microsoft.Authorization/roleDefinitions/write";
    private static final String DELETE = "Microsoft.Authorization/roleDefinitions/delete";

    private final RoleDefinitionRepository custom;
    private final RoleAssignmentRepository assignments;
    private final RoleCatalog roles;
    private final AccessControl access;
    private final Clock clock;

    RoleDefinitionService(
            RoleDefinitionRepository custom,
            RoleAssignmentRepository assignments,
            RoleCatalog roles,
            AccessControl access,
            Clock clock) {
        this.custom = custom;
        this.assignments = assignments;
        this.roles = roles;
        this.access = access;
        this.clock = clock;
    }

    /** Returns a definition that the caller may see at a scope. */
    RoleDefinitionBody get(ArmCall call) {
        ArmResourceId scope = call.id().providerScope();
        return find(call)
                .filter(role -> mayRead(role, scope, call.caller()))
                .map(role -> RoleDefinitionMapper.body(role, scope))
                .orElseThrow(() -> definitionNotFound(call.id().name()));
    }

    /**
     * Returns true when the caller may read the role. Outside a subscription all callers read the
     * built-in roles, and those custom ones that they may read at an assignable scope. In a
     * subscription the request has been authorized.
     */
    private boolean mayRead(RoleDefinition role, ArmResourceId scope, Caller caller) {
        return !scope.isRoot()
                || role.kind() != RoleDefinition.Kind.CUSTOM
                || role.assignableScopes().stream().anyMatch(at -> access.denialId(caller, READ, at) == null);
    }

    private Optional<RoleDefinition> find(ArmCall call) {
        String roleId = Guid.read(call.id().name());
        return roleId == null
                ? Optional.empty()
                : roles.visible(roleId).filter(role -> isOfTenant(role, call.caller()));
    }

    List<RoleDefinitionBody> list(ArmCall call) {
        ArmResourceId scope = call.id();
        String filter = call.query().get("$filter");
        Caller caller = call.caller();
        ArmFilter terms = ArmFilter.parse(filter);
        boolean below = terms.has("atScopeAndBelow");
        Predicate<RoleDefinition> wanted = role -> role.kind() != RoleDefinition.Kind.FIRST_PARTY
                && isOfTenant(role, caller)
                && isAvailable(role, scope.key(), below)
                && mayRead(role, scope, caller);
        for (ArmFilter.Term term : terms.terms()) {
            wanted = wanted.and(predicate(term, filter));
        }
        String tenantId = caller.tenantId();
        List<RoleDefinition> found = terms.value("roleName")
                .map(name -> roles.named(name, tenantId))
                .orElseGet(() -> roles.assignableIn(scope.subscriptionId(), tenantId));
        return found.stream()
                .filter(wanted)
                .map(role -> RoleDefinitionMapper.body(role, scope))
                .toList();
    }

    private static Predicate<RoleDefinition> predicate(ArmFilter.Term term, String filter) {
        if (term.isFunction("atScope") || term.isFunction("atScopeAndBelow")) {
            return role -> true;
        }
        if (term.isProperty("roleName")) {
            return role -> TextCase.equal(role.roleName(), term.value());
        }
        if (term.isProperty("type")) {
            return role -> AsciiCase.equal(role.kind().armType(), term.value());
        }
        throw invalidFilter(filter);
    }

    private static boolean isAvailable(RoleDefinition role, String scopeKey, boolean below) {
        return role.assignableScopes().stream()
                .map(ScopeKey::of)
                .anyMatch(at -> ScopeKey.covers(at, scopeKey) || below && ScopeKey.covers(scopeKey, at));
    }

    private static boolean isOfTenant(RoleDefinition role, Caller caller) {
        return role.tenantId() == null || role.tenantId().equals(caller.tenantId());
    }

    /**
     * Requires that the caller may write at all assignable scopes.
     *
     * @return the role's id
     * @throws AzureException 403 {@code LinkedAuthorizationFailed}
     */
    String authorizeWrite(ArmCall call, RoleDefinitionBody body) {
        String roleId = Guid.read(call.id().name());
        requireOnAll(roleId, body.properties().assignableScopes(), WRITE, call.caller());
        return roleId;
    }

    /** Creates or changes a role. Clients accept only 201, even for a change. */
    @Transactional
    Outcome put(ArmCall call, RoleDefinitionBody body, String roleId) {
        custom.lockChanges();
        RoleDefinition role = change(roleId, body.properties(), call.caller());
        return Outcome.created(RoleDefinitionMapper.body(role, call.id().providerScope()));
    }

    private RoleDefinition change(String roleId, RoleDefinitionBody.Properties wanted, Caller caller) {
        roles.find(roleId)
                .filter(found -> found.kind() != RoleDefinition.Kind.CUSTOM)
                .ifPresent(found -> {
                    throw builtIn(found.roleName());
                });
        boolean nameTaken = roles.named(wanted.roleName(), caller.tenantId()).stream()
                .anyMatch(other -> !other.roleId().equals(roleId));
        if (nameTaken) {
            throw sameName(wanted.roleName());
        }
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        RoleDefinitionEntity row = custom.findById(roleId);
        if (row == null) {
            if (custom.countIn(caller.tenantId()) >= MOST_IN_DIRECTORY) {
                throw tooManyDefinitions();
            }
            row = new RoleDefinitionEntity(roleId, caller.tenantId(), now, caller.objectId());
            RoleDefinitionMapper.describe(row, wanted);
            row.updated(now, caller.objectId());
            custom.persist(row);
        } else {
            RoleDefinition before = RoleDefinitionMapper.definition(row);
            if (!isOfTenant(before, caller)) {
                throw definitionNotFound(roleId);
            }
            requireOnAll(roleId, before.assignableScopes(), WRITE, caller);
            RoleDefinitionMapper.describe(row, wanted);
            row.updated(now, caller.objectId());
        }
        return RoleDefinitionMapper.definition(row);
    }

    /**
     * Finds the role that the caller may delete, or nothing when there is none.
     *
     * @throws AzureException 400 for a built-in role, 403 {@code LinkedAuthorizationFailed}
     */
    Optional<RoleDefinition> authorizeDelete(ArmCall call) {
        Optional<RoleDefinition> found = find(call);
        if (found.isPresent()) {
            RoleDefinition role = found.get();
            if (role.kind() != RoleDefinition.Kind.CUSTOM) {
                throw builtIn(role.roleName());
            }
            requireOnAll(role.roleId(), role.assignableScopes(), DELETE, call.caller());
        }
        return found;
    }

    @Transactional
    Outcome delete(ArmCall call, Optional<RoleDefinition> found) {
        if (found.isEmpty()) {
            return Outcome.noContent();
        }
        RoleDefinition role = found.get();
        custom.lockChanges();
        if (assignments.isAssigned(role.roleId())) {
            throw hasAssignments(role.roleName());
        }
        custom.deleteById(role.roleId());
        return Outcome.ok(RoleDefinitionMapper.body(role, call.id().providerScope()));
    }

    private void requireOnAll(String roleId, List<String> scopes, String action, Caller caller) {
        for (String scope : scopes) {
            String denial = access.denialId(caller, action, scope);
            if (denial != null) {
                String id = RoleDefinitionMapper.id(roleId, ArmResourceId.parse(scope));
                throw DecisionHeader.on(linkedAuthorizationFailed(caller, action, id, scope), denial);
            }
        }
    }
}
