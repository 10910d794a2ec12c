package io.mltwin.console.access;

import io.mltwin.armweb.ArmResourceId;
import io.mltwin.console.access.AccessView.AccessAttempt;
import io.mltwin.console.access.AccessView.AssignmentRow;
import io.mltwin.console.accesskeys.AccessKeysResource;
import io.mltwin.console.azure.ScopeAddress;
import io.mltwin.console.decisions.DecisionClient;
import io.mltwin.console.directory.DirectoryClient;
import io.mltwin.console.directory.PrincipalNames;
import io.mltwin.console.page.PageFrame.Section;
import io.mltwin.console.parts.ConcurrentParts;
import io.mltwin.console.parts.Part;
import io.mltwin.console.parts.PartGroup;
import io.mltwin.console.roles.DenyAssignment;
import io.mltwin.console.roles.ProviderOperations;
import io.mltwin.console.roles.RoleAssignment;
import io.mltwin.console.roles.RoleClient;
import io.mltwin.console.roles.RoleDefinition;
import io.mltwin.console.scopes.ScopeLink;
import io.mltwin.encoding.AsciiCase;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Collects what the page about access shows. A part that may not be read has its error. */
@Singleton
record AccessViews(RoleClient roles, DecisionClient decisions, DirectoryClient directory, ConcurrentParts parts) {

    private static final String AUTHORIZATION = "Microsoft.Authorization/";

    AccessView read(ArmResourceId scope, AccessQuestion question, AccessAttempt attempt) {
        String at = scope.toString();
        PartGroup group = parts.group();
        Part<Section<RoleDefinition.Permission>> permissions =
                group.add(() -> Section.read(() -> roles.permissions(scope)));
        Part<Section<RoleAssignment>> assignments = group.add(() -> Section.read(() -> roles.assignments(scope)));
        Part<Section<DenyAssignment>> denied = group.add(() -> Section.read(() -> roles.denyAssignments(scope)));
        Part<Section<RoleDefinition>> definitions = group.add(() -> Section.read(() -> roles.definitions(scope)));
        Part<List<String>> operations = group.add(this::operations);
        Part<Boolean> mayAssign = group.add(() -> decisions.mayI(AUTHORIZATION + "roleAssignments/write", at));
        Part<Boolean> mayRemove = group.add(() -> decisions.mayI(AUTHORIZATION + "roleAssignments/delete", at));
        Part<Boolean> mayDefine = group.add(() -> decisions.mayI(AUTHORIZATION + "roleDefinitions/write", at));
        group.read();
        return new AccessView(
                ScopeLink.trail(scope),
                ScopeAddress.path(scope),
                AccessKeysResource.hasKeys(scope),
                permissions.value(),
                rows(scope, assignments.value(), definitions.value().items()),
                denied.value(),
                definitions.value(),
                operations.value(),
                mayAssign.value(),
                mayRemove.value(),
                mayDefine.value(),
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

    private Section<AssignmentRow> rows(
            ArmResourceId scope, Section<RoleAssignment> found, List<RoleDefinition> definitions) {
        return found.error() != null
                ? new Section<>(List.of(), found.error())
                : Section.read(() -> rows(scope, found.items(), definitions));
    }

    private List<AssignmentRow> rows(
            ArmResourceId scope, List<RoleAssignment> found, List<RoleDefinition> definitions) {
        Map<String, String> roleNames = new HashMap<>();
        definitions.forEach(role ->
                roleNames.put(AsciiCase.lower(role.name()), role.properties().roleName()));
        PrincipalNames names = directory.names(
                found.stream().map(one -> one.properties().principalId()).toList());
        return found.stream().map(one -> row(scope, one, roleNames, names)).toList();
    }

    private static AssignmentRow row(
            ArmResourceId scope, RoleAssignment assignment, Map<String, String> roleNames, PrincipalNames names) {
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
