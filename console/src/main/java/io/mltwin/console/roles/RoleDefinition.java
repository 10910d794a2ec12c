package io.mltwin.console.roles;

import java.util.List;

/** A role as Azure Resource Manager shows and takes it; {@code name} is its GUID. */
public record RoleDefinition(String id, String name, Properties properties) {

    private static final String CUSTOM = "CustomRole";

    public record Properties(
            String roleName,
            String type,
            String description,
            List<String> assignableScopes,
            List<Permission> permissions) {}

    /** The actions that a role allows. */
    public record Permission(
            List<String> actions, List<String> notActions, List<String> dataActions, List<String> notDataActions) {

        public Permission {
            actions = copy(actions);
            notActions = copy(notActions);
            dataActions = copy(dataActions);
            notDataActions = copy(notDataActions);
        }

        private static List<String> copy(List<String> list) {
            return list == null ? List.of() : List.copyOf(list);
        }
    }

    /** Makes a custom role. */
    static Properties custom(String roleName, String description, List<String> scopes, List<Permission> allowed) {
        return new Properties(roleName, CUSTOM, description, scopes, allowed);
    }

    /** Returns whether somebody of the tenant made it. */
    public boolean isCustom() {
        return CUSTOM.equals(properties.type());
    }
}
