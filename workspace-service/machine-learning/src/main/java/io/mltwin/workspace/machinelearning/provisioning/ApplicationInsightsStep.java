package io.mltwin.workspace.machinelearning.provisioning;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.workspace.machinelearning.Workspace;
import io.mltwin.workspace.machinelearning.Workspaces;
import io.mltwin.workspace.operations.Operation;
import jakarta.inject.Singleton;
import java.util.Optional;

/** The workspace's Application Insights component, for the telemetry of its web services. */
@Singleton
record ApplicationInsightsStep(DependentResources resources, Workspaces workspaces) implements ProvisioningStep {
    static final String API_VERSION = "2020-02-02";

    record Body(String location, String kind, Properties properties) {}

    record Properties(@JsonProperty("Application_Type") String applicationType) {}

    @Override
    public String name() {
        return "application-insights";
    }

    @Override
    public boolean run(Workspace workspace, Operation operation) {
        Body body = new Body(workspace.location(), "web", new Properties("web"));
        Optional<JsonNode> component = resources.ensure(workspace.applicationInsights(), API_VERSION, body, operation);
        component.ifPresent(made -> workspaces.insightsReady(
                workspace.id(),
                made.path("properties").path("InstrumentationKey").asText()));
        return component.isPresent();
    }
}
