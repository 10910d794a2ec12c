package io.mltwin.workspace.machinelearning.diagnosis;

import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.armweb.ArmResourceId;
import io.mltwin.workspace.machinelearning.Workspace;
import io.mltwin.workspace.machinelearning.diagnosis.DiagnosisBody.Finding;
import io.mltwin.workspace.machinelearning.provisioning.MachineLearningApplication;
import io.mltwin.workspace.operations.Operation;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;

/** The Application Insights component: there, under the instrumentation key that is kept. */
@Singleton
record ComponentCheck(MachineLearningApplication application, GrantCheck grants) {
    private static final String API_VERSION = "2020-02-02";

    List<Finding> look(Workspace workspace, Operation operation) {
        ArmResourceId id = workspace.applicationInsights().id();
        Optional<JsonNode> component = application.find(workspace, operation, id, API_VERSION);
        if (component.isEmpty()) {
            return List.of(Finding.error(
                    "ApplicationInsightsNotFound",
                    "The workspace's Application Insights component '"
                            + id
                            + "' does not exist: scoring requests are not recorded there."));
        }
        String key =
                component.get().path("properties").path("InstrumentationKey").asText();
        if (!key.equals(workspace.instrumentationKey())) {
            return List.of(Finding.warning(
                    "InstrumentationKeyOutdated",
                    "The component has another instrumentation key than the copy that is kept. Call resyncKeys."));
        }
        return grants.at(id, workspace, operation);
    }
}
