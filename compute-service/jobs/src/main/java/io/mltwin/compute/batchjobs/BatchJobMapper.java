package io.mltwin.compute.batchjobs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mltwin.armweb.ArmResourceId;
import io.mltwin.armweb.Json;
import io.mltwin.compute.batchscoring.BatchStep;
import io.mltwin.compute.runs.RunBody;

/** From runs to Azure ML's {@code BatchJobResource}. */
final class BatchJobMapper {

    private BatchJobMapper() {}

    static ObjectNode job(ArmResourceId endpoint, RunBody run) {
        ArmResourceId id = endpoint.child("jobs", run.runId());
        ObjectNode body =
                Json.object().put("id", id.toString()).put("name", run.runId()).put("type", id.type());
        ObjectNode properties = body.putObject("properties")
                .put("name", run.runId())
                .put("description", run.description())
                .put("status", run.status())
                .put("provisioningState", "Succeeded");
        JsonNode input = run.runDefinition().at("/inputs/" + BatchStep.INPUT);
        ObjectNode data = properties.putObject("inputData").putObject(BatchStep.INPUT);
        data.put("uri", input.path("uri").asText())
                .put("mode", input.path("mode").asText())
                .put("jobInputType", input.path("jobInputType").asText().equals("uri_file") ? "UriFile" : "UriFolder");
        properties.set("properties", Json.tree(run.properties()));
        properties.set("tags", Json.tree(run.tags()));
        ObjectNode history = body.putObject("systemData");
        history.put("createdAt", run.createdUtc().toString());
        if (run.createdBy() != null) {
            history.put("createdBy", run.createdBy().userName());
        }
        return body;
    }
}
