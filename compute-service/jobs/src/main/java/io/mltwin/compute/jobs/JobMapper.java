package io.mltwin.compute.jobs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mltwin.armweb.ArmResourceId;
import io.mltwin.armweb.Json;
import io.mltwin.compute.execution.LocalRuns;
import io.mltwin.compute.runs.RunBody;
import io.mltwin.compute.workspaces.Workspace;
import io.mltwin.encoding.AsciiCase;
import io.mltwin.platform.Addresses;
import io.mltwin.platform.ServiceName;
import jakarta.inject.Singleton;
import java.util.List;

/** From runs to ARM's {@code JobBase}: the job as it was given, and what became of it. */
@Singleton
record JobMapper(Addresses addresses) {

    ObjectNode arm(RunBody run, Workspace workspace) {
        ArmResourceId id = ArmResourceId.parse(workspace.id()).child("jobs", run.runId());
        ObjectNode body =
                Json.object().put("id", id.toString()).put("name", run.runId()).put("type", id.type());
        ObjectNode properties = body.putObject("properties");
        properties.setAll(((ObjectNode) run.runDefinition()).deepCopy());
        AssetIds.complete(ArmResourceId.parse(workspace.id()), properties);
        for (String object : objects(properties.path("jobType").asText())) {
            JsonNode given = properties.get(object);
            properties.set(object, given == null || given.isNull() ? Json.object() : given);
        }
        addDefaultOutput((ObjectNode) properties.get("outputs"), run.runId());
        if (properties.path("experimentName").isMissingNode()) {
            properties.put("experimentName", "Default");
        }
        properties
                .put("displayName", run.displayName())
                .put("description", run.description())
                .put("isArchived", run.hidden())
                .put("status", run.status());
        properties.set("tags", Json.tree(run.tags()));
        properties.set("properties", Json.tree(run.properties()));
        addServices(properties.putObject("services"), run, workspace);
        addSystemData(body.putObject("systemData"), run);
        return body;
    }

    /** The objects that a job of a type always has. */
    private static List<String> objects(String type) {
        if (AsciiCase.equal(type, "Command")) {
            return List.of("inputs", "outputs", "environmentVariables");
        }
        // the data of an automated ML job is its task's
        return AsciiCase.equal(type, "AutoML")
                ? List.of("outputs", "environmentVariables")
                : List.of("inputs", "outputs");
    }

    /** Adds the output for the folder outputs: the artifacts of the job's run. */
    private static void addDefaultOutput(ObjectNode outputs, String runId) {
        outputs.putObject(JobBindingValidator.DEFAULT_OUTPUT)
                .put("jobOutputType", "uri_folder")
                .put("mode", "ReadWriteMount")
                .put("uri", "azureml://datastores/workspaceartifactstore/ExperimentRun/dcid." + runId);
    }

    private void addServices(ObjectNode services, RunBody run, Workspace workspace) {
        String api = addresses.regionHost(workspace.region());
        services.putObject("Tracking")
                .put("jobServiceType", "Tracking")
                .put("endpoint", "azureml://" + api + "/mlflow/v1.0" + workspace.id());
        if (LocalRuns.isWaiting(run)) {
            services.putObject("Local")
                    .put("jobServiceType", "Local")
                    .put("endpoint", LocalCompute.endpoint(api, workspace, run));
        }
        services.putObject("Studio")
                .put("jobServiceType", "Studio")
                .put(
                        "endpoint",
                        "https://"
                                + addresses.host("ml", ServiceName.TELEMETRY)
                                + "/runs/"
                                + run.runId()
                                + "?wsid="
                                + workspace.id()
                                + "&tid="
                                + workspace.tenantId());
    }

    private static void addSystemData(ObjectNode systemData, RunBody run) {
        systemData.put("createdAt", run.createdUtc().toString());
        if (run.createdBy() != null) {
            systemData.put("createdBy", run.createdBy().userName());
            systemData.put(
                    "createdByType", String.valueOf(run.createdBy().userName()).contains("@") ? "User" : "Application");
        }
    }
}
