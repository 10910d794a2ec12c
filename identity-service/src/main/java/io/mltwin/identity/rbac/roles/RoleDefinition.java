package io.mltwin.identity.rbac.roles;

import java.time.Instant;
import java.util.List;

/**
 * A role: built-in, custom, or a hidden one of Microsoft.
 *
 * @param tenantId of a custom role, else null
 * @param createdOn null for built-in ones, as are the three after it
 */
public record RoleDefinition(
        String roleId,
        Kind kind,
        String tenantId,
        String roleName,
        String description,
        List<Permission> permissions,
        List<String> assignableScopes,
        Instant createdOn,
        Instant updatedOn,
        String createdBy,
        String updatedBy) {

    /** Where a role comes from. */
    public enum Kind {
        BUILT_IN("BuiltInRole"),
        CUSTOM("CustomRole"),
        /**
         * Rights of Microsoft's applications in a customer's subscription, not shown and not
         * assignable.
         */
        FIRST_PARTY("BuiltInRole");

        private final String armType;

        Kind(String armType) {
            this.armType = armType;
        }

        public String armType() {
            return armType;
        }
    }

    /** Actions less notActions, and the same for the data plane. */
    public record Permission(
            List<String> actions, List<String> notActions, List<String> dataActions, List<String> notDataActions) {

        public Permission {
            actions = orEmpty(actions);
            notActions = orEmpty(notActions);
            dataActions = orEmpty(dataActions);
            notDataActions = orEmpty(notDataActions);
        }

        private static List<String> orEmpty(List<String> list) {
            return list == null ? List.of() : List.copyOf(list);
        }
    }
}
