package io.mltwin.console.home;

import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.access.ServiceAnswer;
import io.mltwin.armweb.AzureException;
import io.mltwin.console.azure.AzureCall;
import io.mltwin.console.azure.AzureClient;
import io.mltwin.console.azure.AzureHosts;
import io.mltwin.console.parts.ConcurrentParts;
import io.mltwin.platform.ServiceName;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** The state of the six services, from their own health endpoints, which answer anybody. */
@Singleton
record ServiceStates(AzureClient azure, AzureHosts hosts, ConcurrentParts concurrent) {

    private static final Map<ServiceName, String> PLAYS = Map.of(
            ServiceName.IDENTITY, "Azure Active Directory, role-based access control",
            ServiceName.WORKSPACE, "Azure Resource Manager, workspaces, Storage",
            ServiceName.KEYVAULT, "Key Vault",
            ServiceName.COMPUTE, "Azure Machine Learning: training",
            ServiceName.SCORING, "Azure Machine Learning: inferencing, Container Registry",
            ServiceName.TELEMETRY, "Application Insights, Azure Monitor");

    List<ServiceState> list() {
        return concurrent.readAll(Arrays.stream(ServiceName.values())
                .<Supplier<ServiceState>>map(service -> () -> state(service))
                .toList());
    }

    private ServiceState state(ServiceName service) {
        String plays = PLAYS.get(service);
        try {
            ServiceAnswer answer = azure.send(AzureCall.get(hosts.administration(service), "/q/health/ready")
                    .withoutToken());
            return answer.isSuccess()
                    ? new ServiceState(service.lowerCase(), plays, "UP", null)
                    : new ServiceState(service.lowerCase(), plays, "DOWN", failed(answer.json()));
        } catch (AzureException away) {
            return new ServiceState(service.lowerCase(), plays, "AWAY", null);
        }
    }

    private static String failed(JsonNode health) {
        List<String> names = new ArrayList<>();
        for (JsonNode check : health.path("checks")) {
            if (!"UP".equals(check.path("status").asText())) {
                names.add(check.path("name").asText());
            }
        }
        return String.join(", ", names);
    }

    /**
     * A service of the platform and its state.
     *
     * @param plays the part of Azure that it plays
     * @param state {@code UP}, {@code DOWN} or {@code AWAY}
     * @param reason the checks that failed; null for none
     */
    public record ServiceState(String name, String plays, String state, String reason) {}
}
