package io.mltwin.compute.execution;

import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.access.Correlation;
import io.mltwin.compute.environments.CuratedEnvironment;
import io.mltwin.compute.experiments.ExperimentBody;
import io.mltwin.compute.runs.CreateRunRequest;
import io.mltwin.compute.snapshots.SnapshotFile;
import io.mltwin.compute.workspaces.Workspace;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A command line for a shell on a cluster: what a command job of Azure ML is.
 *
 * @param snapshotId the code; null for none
 * @param target name of the cluster
 * @param definition the job as it was given
 */
public record CommandRun(
        String runId,
        String experiment,
        String displayName,
        String description,
        String command,
        String snapshotId,
        String target,
        String environment,
        String environmentVersion,
        Map<String, String> environmentVariables,
        Long maxRunDurationSeconds,
        Map<String, String> tags,
        Map<String, String> properties,
        JsonNode definition) {

    /** The type that runs of jobs have in run history. */
    public static final String TYPE = "commandjob";

    CreateRunRequest given(String targetName) {
        Map<String, String> all = new TreeMap<>(properties);
        if (snapshotId != null) {
            all.put("ContentSnapshotId", snapshotId);
        }
        return CreateRunRequest.of(runId)
                .displayName(displayName)
                .description(description)
                .runType(TYPE)
                .target(targetName)
                .tags(tags)
                .properties(all)
                .runDefinition(definition)
                .build();
    }

    JobContent content(
            Workspace workspace,
            ExperimentBody parent,
            CuratedEnvironment chosen,
            List<SnapshotFile> files,
            String submitterObjectId,
            String correlationId) {
        return new JobContent(
                workspace.id(),
                parent.experimentId(),
                parent.name(),
                submitterObjectId,
                null,
                command,
                List.of(),
                "Python",
                chosen.name(),
                chosen.version(),
                environmentVariables,
                maxRunDurationSeconds,
                files,
                List.of(),
                correlationId,
                Correlation.traceParent());
    }
}
