package io.mltwin.identity.rbac.roles;

import io.mltwin.armweb.TextCase;
import io.mltwin.encoding.AsciiCase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds all roles: built-in, custom and Microsoft's own. */
@ApplicationScoped
public class RoleCatalog {

    private final BuiltInRoles builtIn;
    private final RoleDefinitionRepository custom;

    RoleCatalog(BuiltInRoles builtIn, RoleDefinitionRepository custom) {
        this.builtIn = builtIn;
        this.custom = custom;
    }

    @Transactional
    public List<RoleDefinition> everything() {
        return withBuiltIn(custom.listAll());
    }

    /** Returns the built-in roles, and the custom ones of a tenant that name a subscription; null stands for any. */
    @Transactional
    List<RoleDefinition> assignableIn(String subscriptionId, String tenantId) {
        return withBuiltIn(custom.assignableIn(subscriptionId, tenantId));
    }

    /** Returns the built-in and the custom role of a name that a tenant has. */
    @Transactional
    List<RoleDefinition> named(String roleName, String tenantId) {
        return withBuiltIn(custom.findByName(tenantId, roleName).stream().toList()).stream()
                .filter(role -> TextCase.equal(role.roleName(), roleName))
                .toList();
    }

    private List<RoleDefinition> withBuiltIn(List<RoleDefinitionEntity> rows) {
        return Stream.concat(builtIn.all().stream(), rows.stream().map(RoleDefinitionMapper::definition))
                .toList();
    }

    /** Returns a role that customers can see, by its GUID. */
    @Transactional
    Optional<RoleDefinition> visible(String roleId) {
        return find(roleId).filter(role -> role.kind() != RoleDefinition.Kind.FIRST_PARTY);
    }

    /** Returns true for roles of Microsoft's own applications, which customers do not see. */
    boolean isHidden(String roleId) {
        RoleDefinition found = builtIn.find(roleId);
        return found != null && found.kind() == RoleDefinition.Kind.FIRST_PARTY;
    }

    @Transactional
    Optional<RoleDefinition> find(String roleId) {
        String key = AsciiCase.lower(roleId);
        RoleDefinition found = builtIn.find(key);
        return found != null ? Optional.of(found) : custom.findByIdOptional(key).map(RoleDefinitionMapper::definition);
    }
}
