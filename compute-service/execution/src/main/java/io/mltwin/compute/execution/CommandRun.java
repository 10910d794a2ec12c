package io.mltwin.compute.execution;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mltwin.access.Correlation;
import io.mltwin.compute.computetargets.ComputeTarget;
import io.mltwin.compute.environments.preparation.EnvironmentPlan;
import io.mltwin.compute.experiments.ExperimentBody;
import io.mltwin.compute.runs.CreateRunRequest;
import io.mltwin.compute.runs.CreateRunRequestBuilder;
import io.mltwin.compute.snapshots.SnapshotBody.SnapshotFile;
import io.mltwin.compute.workspaces.Workspace;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A run of a command line or of a script on a target, as its front door has read it: a command job
 * of Azure Resource Manager, or a run definition of the execution service.
 *
 * @param given the run as its history shows it, with the job or run definition as it was given
 * @param script the file of the code to run; null where there is a command
 * @param command what a shell runs, with placeholders for inputs and outputs that are data; null
 *     where there is a script
 * @param code what the job names as its code; null for none
 * @param bindings inputs and outputs that are data
 * @param source where the code was found; null for none, and before it was looked up
 * @param data what the target fetches and stores, once the bindings were looked up
 * @param target name of the target; null for serverless compute
 * @param requirements what it asks of its nodes
 */
@RecordBuilder
public record CommandRun(
        CreateRunRequest given,
        String experiment,
        String script,
        String command,
        List<String> arguments,
        Code code,
        List<JobBinding> bindings,
        Source source,
        List<RunData> data,
        String target,
        String environment,
        String environmentVersion,
        Map<String, String> environmentVariables,
        Long maxRunDurationSeconds,
        RunRequirements requirements)
        implements CommandRunBuilder.With {

    /** The type that runs of jobs have in run history. */
    public static final String TYPE = "commandjob";

    /**
     * Code as a job names it.
     *
     * @param version null for the latest
     */
    public record Code(String name, String version) {}

    /**
     * Where code is.
     *
     * @param snapshotId the snapshot that is executed
     * @param container of the workspace's storage account, from which that snapshot is taken at its
     *     first use; null for a snapshot of the content service
     */
    public record Source(String snapshotId, String container, String folder) {}

    public String runId() {
        return given.runId();
    }

    /** Returns the job or run definition as it was given. */
    public JsonNode definition() {
        return given.runDefinition();
    }

    /**
     * The same run, whose code and data were looked up.
     *
     * @param direct for bindings in the mode Direct, their URIs by their keys
     */
    public CommandRun resolved(
            Source found, List<RunData> places, Map<String, String> direct, JsonNode resolvedDefinition) {
        Map<String, String> variables = new TreeMap<>(environmentVariables);
        String line = command;
        for (Map.Entry<String, String> uri : direct.entrySet()) {
            variables.put("AZURE_ML_" + uri.getKey(), uri.getValue());
            line = line.replace(RunData.placeholder(uri.getKey()), uri.getValue());
        }
        return CommandRunBuilder.builder(this)
                .given(CreateRunRequestBuilder.builder(given)
                        .runDefinition(resolvedDefinition)
                        .build())
                .command(line)
                .source(found)
                .data(places)
                .environmentVariables(variables)
                .build();
    }

    CreateRunRequest given(ComputeTarget chosen) {
        return given(chosen.name(), chosen.isServerless() ? withResources(chosen) : definition());
    }

    /** The run as its history shows it on the machine of its submitter. */
    CreateRunRequest givenLocally() {
        return given(LocalRuns.TARGET, definition());
    }

    private CreateRunRequest given(String targetName, JsonNode shown) {
        Map<String, String> all = new TreeMap<>(given.properties());
        if (source != null) {
            all.put("ContentSnapshotId", source.snapshotId());
        }
        return CreateRunRequestBuilder.builder(given)
                .target(targetName)
                .properties(all)
                .runDefinition(shown)
                .build();
    }

    /** The definition with the nodes that were chosen for it. */
    private JsonNode withResources(ComputeTarget chosen) {
        ObjectNode shown = definition().deepCopy();
        ObjectNode resources = shown.get("resources") instanceof ObjectNode own ? own : shown.putObject("resources");
        resources.put("instanceCount", requirements.instanceCount()).put("instanceType", chosen.vmSize());
        return shown;
    }

    JobContent content(
            Workspace workspace,
            ExperimentBody parent,
            EnvironmentPlan chosen,
            List<SnapshotFile> files,
            String submitterObjectId,
            String correlationId) {
        return new JobContent(
                workspace.id(),
                parent.experimentId(),
                parent.name(),
                submitterObjectId,
                script,
                command,
                arguments,
                chosen,
                chosen.variablesWith(environmentVariables),
                maxRunDurationSeconds,
                files,
                data,
                correlationId,
                Correlation.traceParent(),
                requirements);
    }
}
