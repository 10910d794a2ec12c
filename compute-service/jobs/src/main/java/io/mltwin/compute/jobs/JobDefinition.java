package io.mltwin.compute.jobs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mltwin.compute.execution.JobBinding;

/** The definition of a job as its GET shows it: with what was left to Azure ML filled in. */
final class JobDefinition {

    private JobDefinition() {}

    /** Notes where an output goes, and how. */
    static void showOutput(ObjectNode definition, JobBinding output, String uri) {
        JsonNode outputs = definition.get("outputs");
        JsonNode given = outputs.get(output.name());
        ObjectNode shown =
                given instanceof ObjectNode object ? object : ((ObjectNode) outputs).putObject(output.name());
        shown.put("jobOutputType", output.type())
                .put(
                        "mode",
                        switch (output.mode()) {
                            case MOUNT -> "ReadWriteMount";
                            case TRANSFER -> "Upload";
                            case DIRECT -> "Direct";
                        })
                .put("uri", uri);
    }
}
