package io.mltwin.identity.rbac.denyassignments;

import io.mltwin.identity.rbac.roles.RoleDefinition.Permission;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Instant;
import java.util.List;

/**
 * Denies actions at a scope to principals, regardless of their roles. In Azure only blueprints and
 * managed applications create one; here the platform's administrator does.
 *
 * @param name a GUID
 * @param excludePrincipals principals that it does not apply to, though it names them
 * @param createdBy object id, null for the platform itself
 */
@RecordBuilder
public record DenyAssignment(
        String name,
        String scope,
        String denyAssignmentName,
        String description,
        List<Permission> permissions,
        boolean doNotApplyToChildScopes,
        List<Principal> principals,
        List<Principal> excludePrincipals,
        boolean systemProtected,
        Instant createdOn,
        Instant updatedOn,
        String createdBy,
        String updatedBy)
        implements DenyAssignmentBuilder.With {

    /** The principal that stands for everybody. */
    public static final String EVERYBODY = "00000000-0000-0000-0000-000000000000";

    /**
     * A principal that it names.
     *
     * @param type User, Group, ServicePrincipal, or SystemDefined for everybody
     */
    public record Principal(String id, String type) {}

    /** The reference in error texts. */
    public record Reference(String name, String id, String scope) {}

    public Reference reference() {
        return new Reference(denyAssignmentName, name.replace("-", ""), scope);
    }
}
