package io.mltwin.identity.roles;

import io.mltwin.armweb.ArmErrors;
import io.mltwin.armweb.ArmResourceId;
import io.mltwin.armweb.AsciiCase;
import io.mltwin.armweb.AzureFault;
import io.mltwin.armweb.Caller;
import io.mltwin.armweb.DecisionHeader;
import io.mltwin.armweb.TextCase;
import io.mltwin.identity.access.AccessService;
import io.mltwin.identity.access.Denial;
import io.mltwin.identity.access.ScopeKey;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Role definitions: built-in ones to read, custom ones of a tenant to make, change and delete (API
 * version 2022-04-01). Deviation: an action of a custom role is checked for its form, not for being
 * one of the providers' operations.
 */
@ApplicationScoped
class RoleDefinitionService {

    private static final int LONGEST_NAME = 128;
    private static final int LONGEST_DESCRIPTION = 2048;
    private static final int MOST_WILDCARDS = 4;
    private static final int MOST_IN_DIRECTORY = 5000;
    private static final String READ = "Microsoft.Authorization/roleDefinitions/read";
    private static final String WRITE = "Microsoft.Authorization/roleDefinitions/write";
    private static final String DELETE = "Microsoft.Authorization/roleDefinitions/delete";

    private final RoleDefinitionRepository custom;
    private final RoleAssignmentRepository assignments;
    private final RoleCatalog roles;
    private final AccessService access;
    private final Clock clock;

    RoleDefinitionService(
            RoleDefinitionRepository custom,
            RoleAssignmentRepository assignments,
            RoleCatalog roles,
            AccessService access,
            Clock clock) {
        this.custom = custom;
        this.assignments = assignments;
        this.roles = roles;
        this.access = access;
        this.clock = clock;
    }

    /** A definition as the caller may see it at a scope. */
    Optional<RoleDefinition> find(String name, ArmResourceId scope, Caller caller) {
        return find(name, caller).filter(role -> mayRead(role, scope, caller));
    }

    /**
     * At no subscription everyone reads the built-in roles, and those custom ones that they may
     * read at a scope where these can be assigned. Elsewhere the request has been authorized.
     */
    private boolean mayRead(RoleDefinition role, ArmResourceId scope, Caller caller) {
        return !scope.isRoot()
                || role.kind() != RoleDefinition.Kind.CUSTOM
                || role.assignableScopes().stream()
                        .anyMatch(at -> access.denial(caller, READ, at) == null);
    }

    private Optional<RoleDefinition> find(String name, Caller caller) {
        String roleId = Guid.read(name);
        return roleId == null
                ? Optional.empty()
                : roles.visible(roleId).filter(role -> isOfTenant(role, caller));
    }

    List<RoleDefinition> list(ArmResourceId scope, String filter, Caller caller) {
        List<ArmFilter.Term> terms = ArmFilter.parse(filter).terms();
        boolean below = terms.stream().anyMatch(term -> term.isFunction("atScopeAndBelow"));
        Predicate<RoleDefinition> wanted =
                role ->
                        role.kind() != RoleDefinition.Kind.FIRST_PARTY
                                && isOfTenant(role, caller)
                                && isAvailable(role, scope.key(), below)
                                && mayRead(role, scope, caller);
        for (ArmFilter.Term term : terms) {
            wanted = wanted.and(predicate(term, filter));
        }
        return roles.everything().stream().filter(wanted).toList();
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
        throw RoleErrors.invalidFilter(filter);
    }

    private static boolean isAvailable(RoleDefinition role, String scopeKey, boolean below) {
        return role.assignableScopes().stream()
                .map(ScopeKey::of)
                .anyMatch(
                        at ->
                                ScopeKey.covers(at, scopeKey)
                                        || below && ScopeKey.covers(scopeKey, at));
    }

    private static boolean isOfTenant(RoleDefinition role, Caller caller) {
        return role.tenantId() == null || role.tenantId().equals(caller.tenantId());
    }

    RoleDefinition put(String name, RoleDefinitionBody body, Caller caller) {
        String roleId = Guid.read(name);
        if (roleId == null) {
            throw RoleErrors.invalidDefinitionId(name);
        }
        RoleDefinitionBody.Properties wanted = validated(body);
        requireOnAll(roleId, wanted.assignableScopes(), WRITE, caller);
        RoleDefinition role =
                QuarkusTransaction.requiringNew()
                        .call(
                                () -> {
                                    custom.lockChanges();
                                    return change(roleId, wanted, caller);
                                });
        access.refresh();
        return role;
    }

    private RoleDefinition change(
            String roleId, RoleDefinitionBody.Properties wanted, Caller caller) {
        roles.find(roleId)
                .filter(found -> found.kind() != RoleDefinition.Kind.CUSTOM)
                .ifPresent(
                        found -> {
                            throw RoleErrors.builtIn(found.roleName());
                        });
        boolean nameTaken =
                roles.everything().stream()
                        .anyMatch(
                                other ->
                                        isOfTenant(other, caller)
                                                && !other.roleId().equals(roleId)
                                                && TextCase.equal(
                                                        other.roleName(), wanted.roleName()));
        if (nameTaken) {
            throw RoleErrors.sameName(wanted.roleName());
        }
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        RoleDefinitionEntity row = custom.findById(roleId);
        if (row == null) {
            if (custom.countIn(caller.tenantId()) >= MOST_IN_DIRECTORY) {
                throw RoleErrors.tooManyDefinitions();
            }
            row = new RoleDefinitionEntity(roleId, caller.tenantId(), now, caller.objectId());
            RoleDefinitionMapper.describe(row, wanted);
            row.updated(now, caller.objectId());
            custom.persist(row);
        } else {
            RoleDefinition before = RoleDefinitionMapper.definition(row);
            if (!isOfTenant(before, caller)) {
                throw RoleErrors.definitionNotFound(roleId);
            }
            requireOnAll(roleId, before.assignableScopes(), WRITE, caller);
            RoleDefinitionMapper.describe(row, wanted);
            row.updated(now, caller.objectId());
        }
        return RoleDefinitionMapper.definition(row);
    }

    /** The deleted role, or nothing when there was none. */
    Optional<RoleDefinition> delete(String name, Caller caller) {
        Optional<RoleDefinition> found = find(name, caller);
        if (found.isEmpty()) {
            return found;
        }
        RoleDefinition role = found.get();
        if (role.kind() != RoleDefinition.Kind.CUSTOM) {
            throw RoleErrors.builtIn(role.roleName());
        }
        requireOnAll(role.roleId(), role.assignableScopes(), DELETE, caller);
        QuarkusTransaction.requiringNew()
                .run(
                        () -> {
                            custom.lockChanges();
                            if (assignments.isAssigned(role.roleId())) {
                                throw RoleErrors.hasAssignments(role.roleName());
                            }
                            custom.deleteById(role.roleId());
                        });
        access.refresh();
        return found;
    }

    private void requireOnAll(String roleId, List<String> scopes, String action, Caller caller) {
        for (String scope : scopes) {
            Denial denial = access.denial(caller, action, scope);
            if (denial != null) {
                String id = RoleDefinitionMapper.id(roleId, ArmResourceId.parse(scope));
                throw DecisionHeader.on(
                        RoleErrors.linkedAuthorizationFailed(caller, action, id, scope),
                        denial.id());
            }
        }
    }

    private static RoleDefinitionBody.Properties validated(RoleDefinitionBody body) {
        RoleDefinitionBody.Properties wanted = body == null ? null : body.properties();
        if (wanted == null || wanted.permissions() == null || wanted.permissions().isEmpty()) {
            throw ArmErrors.invalidRequestContent(
                    "A role definition needs 'properties' with 'permissions'.");
        }
        if (wanted.roleName() == null
                || wanted.roleName().isBlank()
                || wanted.roleName().length() > LONGEST_NAME) {
            throw ArmErrors.invalidRequestContent(
                    "'roleName' must have 1 to " + LONGEST_NAME + " characters.");
        }
        if (wanted.description() != null && wanted.description().length() > LONGEST_DESCRIPTION) {
            throw ArmErrors.invalidRequestContent(
                    "'description' may have " + LONGEST_DESCRIPTION + " characters.");
        }
        if (wanted.assignableScopes() == null || wanted.assignableScopes().isEmpty()) {
            throw ArmErrors.invalidRequestContent("'assignableScopes' must name a scope.");
        }
        wanted.assignableScopes().forEach(RoleDefinitionService::checkScope);
        wanted.permissions().forEach(RoleDefinitionService::checkActions);
        return wanted;
    }

    private static void checkScope(String scope) {
        try {
            if (scope != null
                    && scope.startsWith("/")
                    && ArmResourceId.parse(scope).subscriptionId() != null) {
                return;
            }
        } catch (AzureFault noId) {
            throw RoleErrors.invalidAssignableScope(scope);
        }
        throw RoleErrors.invalidAssignableScope(scope);
    }

    private static void checkActions(RoleDefinition.Permission permission) {
        Stream.of(
                        permission.actions(),
                        permission.notActions(),
                        permission.dataActions(),
                        permission.notDataActions())
                .flatMap(List::stream)
                .forEach(
                        action -> {
                            String lower = AsciiCase.lower(action);
                            boolean wellFormed = lower.matches("[a-z0-9.*/_-]{1,256}");
                            if (!wellFormed
                                    || lower.chars().filter(c -> c == '*').count()
                                            > MOST_WILDCARDS) {
                                throw RoleErrors.invalidAction(action, MOST_WILDCARDS);
                            }
                        });
    }
}
