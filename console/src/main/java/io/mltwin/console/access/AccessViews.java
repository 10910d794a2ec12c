package io.mltwin.console.access;

import io.mltwin.armweb.ArmResourceId;
import io.mltwin.armweb.AsciiCase;
import io.mltwin.console.accesskeys.AccessKeysResource;
import io.mltwin.console.azure.ScopeAddress;
import io.mltwin.console.decisions.DecisionClient;
import io.mltwin.console.directory.DirectoryClient;
import io.mltwin.console.directory.PrincipalNames;
import io.mltwin.console.page.Section;
import io.mltwin.console.roles.ProviderOperations;
import io.mltwin.console.roles.RoleAssignment;
import io.mltwin.console.roles.RoleClient;
import io.mltwin.console.roles.RoleDefinition;
import io.mltwin.console.scopes.ScopeLink;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Collects what the page about access shows. A part that may not be read has its error. */
@ApplicationScoped
class AccessViews {

    private static final String AUTHORIZATION = "Microsoft.Authorization/";

    private final RoleClient roles;
    private final DecisionClient decisions;
    private final DirectoryClient directory;

    AccessViews(RoleClient roles, DecisionClient decisions, DirectoryClient directory) {
        this.roles = roles;
        this.decisions = decisions;
        this.directory = directory;
    }

    AccessView read(ArmResourceId scope, AccessQuestion question, AccessAttempt attempt) {
        String at = scope.toString();
        Section<RoleDefinition> definitions = Section.read(() -> roles.definitions(scope));
        return new AccessView(
                ScopeLink.trail(scope),
                ScopeAddress.path(scope),
                AccessKeysResource.hasKeys(scope),
                Section.read(() -> roles.permissions(scope)),
                Section.read(() -> rows(scope, roles.assignments(scope), definitions.items())),
                Section.read(() -> roles.denyAssignments(scope)),
                definitions,
                operations(),
                decisions.mayI(AUTHORIZATION + "roleAssignments/write", at),
                decisions.mayI(AUTHORIZATION + "roleAssignments/delete", at),
                decisions.mayI(AUTHORIZATION + "roleDefinitions/write", at),
                question,
                attempt.who(),
                attempt.role(),
                attempt.problem(),
                attempt.error());
    }

    private List<String> operations() {
        return Section.read(roles::operations).items().stream()
                .flatMap(provider -> provider.all().stream())
                .map(ProviderOperations.Operation::name)
                .toList();
    }

    private List<AssignmentRow> rows(
            ArmResourceId scope, List<RoleAssignment> found, List<RoleDefinition> definitions) {
        Map<String, String> roleNames = new HashMap<>();
        definitions.forEach(
                role -> roleNames.put(AsciiCase.lower(role.name()), role.properties().roleName()));
        PrincipalNames names =
                directory.names(found.stream().map(one -> one.properties().principalId()).toList());
        return found.stream().map(one -> row(scope, one, roleNames, names)).toList();
    }

    private static AssignmentRow row(
            ArmResourceId scope,
            RoleAssignment assignment,
            Map<String, String> roleNames,
            PrincipalNames names) {
        RoleAssignment.Properties properties = assignment.properties();
        String roleId = lastSegment(properties.roleDefinitionId());
        return new AssignmentRow(
                assignment.id(),
                names.nameOf(properties.principalId()),
                properties.principalType(),
                roleNames.getOrDefault(AsciiCase.lower(roleId), roleId),
                properties.scope(),
                ScopeAddress.path(properties.scope()),
                AsciiCase.equal(properties.scope(), scope.toString()));
    }

    private static String lastSegment(String id) {
        return id.substring(id.lastIndexOf('/') + 1);
    }
}
