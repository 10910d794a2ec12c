package io.mltwin.workspace.machinelearning.provisioning;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.mltwin.access.ServiceHttp;
import io.mltwin.access.Tokens;
import io.mltwin.armweb.ArmResourceId;
import io.mltwin.platform.Principals;
import io.mltwin.platform.ServiceName;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;

/**
 * Azure's own deny assignments on resource groups that a service manages: they keep everybody but
 * that service from more than reading there, an Owner too.
 */
@Singleton
public record SystemDenials(ServiceHttp http, Tokens tokens, Principals principals) {
    private static final String EVERYBODY = "00000000-0000-0000-0000-000000000000";

    record Denial(Properties properties) {}

    record Properties(
            String denyAssignmentName,
            String description,
            String scope,
            List<Permission> permissions,
            @JsonProperty("isSystemProtected") boolean systemProtected,
            List<Principal> principals,
            List<Principal> excludePrincipals) {}

    record Permission(
            List<String> actions, List<String> notActions, List<String> dataActions, List<String> notDataActions) {}

    record Principal(String id, String type) {}

    /** Closes a group; repeated, it changes nothing. */
    public void close(ArmResourceId group, String name, String description) {
        http.request(ServiceName.IDENTITY, "PUT", path(group))
                .bearer(tokens.forService(ServiceName.IDENTITY))
                .json(denial(group, name, description))
                .send()
                .orFault();
    }

    /** Takes away what closed a group. */
    public void open(ArmResourceId group) {
        http.request(ServiceName.IDENTITY, "DELETE", path(group))
                .bearer(tokens.forService(ServiceName.IDENTITY))
                .send()
                .orFault();
    }

    private Denial denial(ArmResourceId group, String name, String description) {
        List<Principal> excluded = List.of(ServiceName.WORKSPACE, ServiceName.COMPUTE).stream()
                .map(service -> principals.service(service).objectId())
                .map(id -> new Principal(id, "ServicePrincipal"))
                .toList();
        return new Denial(new Properties(
                name,
                description,
                group.toString(),
                List.of(new Permission(List.of("*"), List.of("*/read"), List.of(), List.of())),
                true,
                List.of(new Principal(EVERYBODY, "SystemDefined")),
                excluded));
    }

    /** One denial a group, the same name each time. */
    private static String path(ArmResourceId group) {
        UUID name = UUID.nameUUIDFromBytes(group.key().getBytes(StandardCharsets.UTF_8));
        return "/_internal/deny-assignments/" + name;
    }
}
