package io.mltwin.workspace.machinelearning.provisioning;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.access.ServiceHttp;
import io.mltwin.access.Tokens;
import io.mltwin.armweb.ArmResourceId;
import io.mltwin.armweb.AzureException;
import io.mltwin.platform.Principals;
import io.mltwin.platform.ServiceName;
import io.mltwin.workspace.machinelearning.Workspace;
import io.mltwin.workspace.operations.Operation;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Resource groups that Azure ML manages: a deny assignment of Azure's own keeps everybody but Azure
 * ML and Azure Cosmos DB from more than reading there, an Owner too.
 */
@Singleton
class ManagedGroups {

    private static final String API_VERSION = "2021-04-01";
    private static final String EVERYBODY = "00000000-0000-0000-0000-000000000000";
    private static final String DELETING = "Deleting";
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private final MachineLearningApplication application;
    private final ServiceHttp http;
    private final Tokens tokens;
    private final Principals principals;
    private final Clock clock;

    ManagedGroups(
            MachineLearningApplication application,
            ServiceHttp http,
            Tokens tokens,
            Principals principals,
            Clock clock) {
        this.application = application;
        this.http = http;
        this.tokens = tokens;
        this.principals = principals;
        this.clock = clock;
    }

    record Group(String location, String managedBy) {}

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
            List<String> actions,
            List<String> notActions,
            List<String> dataActions,
            List<String> notDataActions) {}

    record Principal(String id, String type) {}

    /** Makes the group, and closes it; both may be there already. */
    void make(Workspace workspace, Operation operation) {
        application.put(
                workspace,
                operation,
                workspace.managedGroup(),
                API_VERSION,
                new Group(workspace.location(), workspace.id().toString()));
        http.request(ServiceName.IDENTITY, "PUT", path(workspace.managedGroup()))
                .bearer(tokens.forService(ServiceName.IDENTITY))
                .json(denial(workspace))
                .send()
                .orFault();
    }

    private Denial denial(Workspace workspace) {
        List<Principal> excluded =
                List.of(ServiceName.WORKSPACE, ServiceName.COMPUTE).stream()
                        .map(service -> principals.service(service).objectId())
                        .map(id -> new Principal(id, "ServicePrincipal"))
                        .toList();
        return new Denial(
                new Properties(
                        "Azure Machine Learning workspace " + workspace.id().name(),
                        "Managed by the workspace " + workspace.id() + ".",
                        workspace.managedGroup().toString(),
                        List.of(
                                new Permission(
                                        List.of("*"), List.of("*/read"), List.of(), List.of())),
                        true,
                        List.of(new Principal(EVERYBODY, "SystemDefined")),
                        excluded));
    }

    /**
     * Takes the group away with all it holds, and then what closed it.
     *
     * @return false when it must be asked again in a moment
     */
    boolean remove(Workspace workspace, Operation operation) {
        ArmResourceId id = workspace.managedGroup();
        Optional<JsonNode> group = application.find(workspace, operation, id, API_VERSION);
        if (group.isPresent()) {
            if (!group.get()
                    .path("properties")
                    .path("provisioningState")
                    .asText()
                    .equals(DELETING)) {
                requirePatience(operation, id);
                application.delete(workspace, operation, id, API_VERSION);
            }
            return false;
        }
        http.request(ServiceName.IDENTITY, "DELETE", path(id))
                .bearer(tokens.forService(ServiceName.IDENTITY))
                .send()
                .orFault();
        return true;
    }

    /** A group that stands again and again after its deletion will not go. */
    private void requirePatience(Operation operation, ArmResourceId group) {
        if (clock.instant().isAfter(operation.startedAt().plus(PATIENCE))) {
            throw new AzureException(
                    409,
                    "Conflict",
                    "The resource group '"
                            + group
                            + "' that Azure Machine Learning manages cannot be deleted; its"
                            + " activity log says why.");
        }
    }

    /** One denial a group, the same name each time. */
    private static String path(ArmResourceId group) {
        UUID name = UUID.nameUUIDFromBytes(group.key().getBytes(StandardCharsets.UTF_8));
        return "/_internal/deny-assignments/" + name;
    }
}
