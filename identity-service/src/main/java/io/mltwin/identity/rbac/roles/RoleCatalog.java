package io.mltwin.identity.rbac.roles;

import io.mltwin.encoding.AsciiCase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

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
        List<RoleDefinition> all = new ArrayList<>(builtIn.all());
        custom.listAll().forEach(row -> all.add(RoleDefinitionMapper.definition(row)));
        return all;
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
