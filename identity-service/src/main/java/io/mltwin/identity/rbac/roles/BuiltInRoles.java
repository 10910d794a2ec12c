package io.mltwin.identity.rbac.roles;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Azure's built-in roles with Azure's ids and actions, and the rights of Microsoft's own
 * applications.
 */
@Singleton
public class BuiltInRoles {

    static final String OWNER = "8e3af657-a8ff-443c-a75c-2fe8c4bcb635";
    static final String USER_ACCESS_ADMINISTRATOR = "18d7d88d-d35e-4fb5-a5c3-7773c20a72d9";
    static final String GLOBAL_ADMINISTRATOR = "62e90394-69f5-4237-9190-012177145e10";
    static final String MACHINE_LEARNING = "a3b5f7d1-6c1e-4c55-9d0a-0736f41a0242";

    private static final String RESOURCE = "/built-in-roles.json";

    private final Map<String, RoleDefinition> byId = new LinkedHashMap<>();

    public BuiltInRoles() {
        ObjectMapper json = JsonMapper.builder().build();
        try (InputStream resource = BuiltInRoles.class.getResourceAsStream(RESOURCE)) {
            Arrays.stream(json.readValue(resource, Row[].class))
                    .forEach(row -> byId.put(row.roleId(), row.definition()));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + RESOURCE, e);
        }
    }

    public List<RoleDefinition> all() {
        return List.copyOf(byId.values());
    }

    /** Returns the role, or null when there is none. */
    RoleDefinition find(String roleId) {
        return byId.get(roleId);
    }

    private record Row(
            String roleId,
            RoleDefinition.Kind kind,
            String roleName,
            String description,
            List<RoleDefinition.Permission> permissions) {

        RoleDefinition definition() {
            return new RoleDefinition(
                    roleId, kind, null, roleName, description, permissions, List.of("/"), null, null, null, null);
        }
    }
}
