package io.mltwin.console.access;

import static io.mltwin.encoding.Absence.orEmpty;

import io.mltwin.console.roles.ProviderOperations;
import io.mltwin.console.roles.RoleDefinition;
import io.mltwin.console.roles.RoleDefinition.Permission;
import jakarta.ws.rs.core.MultivaluedMap;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * A custom role in the editor, as it was typed: lists have a line for each element.
 *
 * @param name GUID of the role; empty for a new one
 * @param provider the namespace whose operations the editor shows; empty for none
 */
public record RoleDraft(
        String name,
        String roleName,
        String description,
        String scopes,
        String actions,
        String notActions,
        String dataActions,
        String notDataActions,
        String provider) {

    /** Returns the draft of a new role. */
    static RoleDraft empty(String scope) {
        return new RoleDraft("", "", "", scope, "", "", "", "", "");
    }

    /** Returns the draft of a role that has at most one permission. */
    static RoleDraft of(RoleDefinition role) {
        Permission permission =
                role.properties().permissions().stream().findFirst().orElse(new Permission(null, null, null, null));
        return new RoleDraft(
                role.name(),
                role.properties().roleName(),
                orEmpty(role.properties().description()),
                lines(role.properties().assignableScopes()),
                lines(permission.actions()),
                lines(permission.notActions()),
                lines(permission.dataActions()),
                lines(permission.notDataActions()),
                "");
    }

    /** Reads the fields of the editor. */
    static RoleDraft of(MultivaluedMap<String, String> form) {
        return new RoleDraft(
                field(form, "name"),
                field(form, "roleName"),
                field(form, "description"),
                field(form, "scopes"),
                field(form, "actions"),
                field(form, "notActions"),
                field(form, "dataActions"),
                field(form, "notDataActions"),
                field(form, "provider"));
    }

    /** Adds operations to what is allowed, each to the list of its kind. */
    RoleDraft allow(List<ProviderOperations.Operation> operations) {
        return new RoleDraft(
                name,
                roleName,
                description,
                scopes,
                add(actions, operations, false),
                notActions,
                add(dataActions, operations, true),
                notDataActions,
                provider);
    }

    /** Adds operations to what is excepted, each to the list of its kind. */
    RoleDraft except(List<ProviderOperations.Operation> operations) {
        return new RoleDraft(
                name,
                roleName,
                description,
                scopes,
                actions,
                add(notActions, operations, false),
                dataActions,
                add(notDataActions, operations, true),
                provider);
    }

    Permission permission() {
        return new Permission(list(actions), list(notActions), list(dataActions), list(notDataActions));
    }

    List<String> assignableScopes() {
        return list(scopes);
    }

    private static String add(String lines, List<ProviderOperations.Operation> operations, boolean data) {
        Set<String> all = new LinkedHashSet<>(list(lines));
        operations.stream()
                .filter(operation -> operation.dataAction() == data)
                .forEach(operation -> all.add(operation.name()));
        return lines(List.copyOf(all));
    }

    private static List<String> list(String lines) {
        return Arrays.stream(lines.split("\\R"))
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .distinct()
                .toList();
    }

    private static String lines(List<String> list) {
        return String.join("\n", list);
    }

    private static String field(MultivaluedMap<String, String> form, String name) {
        return orEmpty(form.getFirst(name));
    }
}
