package io.mltwin.compute.runs;

import io.mltwin.armweb.Json;
import io.mltwin.compute.encryption.RunHistory;
import io.mltwin.compute.runs.RunBody.AssetReferenceBody;
import io.mltwin.compute.workspaces.Workspace;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * The outputs of a job that has completed, as references to assets: to the version that the job
 * registered under a name and version of its own, else to one that only the run knows, {@code
 * azureml_{run}_output_data_{output}}.
 *
 * <p>Deviation: an output without a name and version of its own is no data asset in the lists of
 * the workspace; Azure registers an anonymous one.
 */
@Singleton
public record RunOutputs(RunService runs) {

    private static final String PREFIX = "azureml_";
    private static final String INFIX = "_output_data_";

    /** The names of asset types in run history. */
    private static final Map<String, String> TYPES = Map.of(
            "uri_file", "UriFile",
            "uri_folder", "UriFolder",
            "mltable", "MLTable",
            "custom_model", "CustomModel",
            "mlflow_model", "MLFlowModel",
            "triton_model", "TritonModel");

    /** The part of a job's definition that is read here. */
    record Definition(Map<String, Output> outputs) {}

    /** An output of a job and where it lies. */
    public record Output(String jobOutputType, String uri, String assetName, String assetVersion) {

        public String type() {
            return RunOutputs.type(jobOutputType);
        }

        private boolean isNamed() {
            return assetName != null && assetVersion != null;
        }

        private boolean isModel() {
            return jobOutputType.endsWith("_model");
        }
    }

    /** Returns what run history calls a type of assets; null for no such type. */
    public static String type(String assetType) {
        return assetType == null ? null : TYPES.get(assetType);
    }

    /** Returns the run with its outputs. */
    public RunBody show(RunBody run, Workspace workspace) {
        Map<String, AssetReferenceBody> shown = new TreeMap<>();
        of(run).forEach((name, output) ->
                shown.put(name, new AssetReferenceBody(id(workspace, run.runId(), name, output), output.type())));
        return shown.isEmpty() ? run : run.withOutputs(shown);
    }

    /** Finds the output of a run that an unnamed asset is. */
    public Optional<Output> find(RunHistory history, String assetName) {
        if (!assetName.startsWith(PREFIX)) {
            return Optional.empty();
        }
        String rest = assetName.substring(PREFIX.length());
        // either name may have the text between them
        return IntStream.range(1, rest.length())
                .filter(i -> rest.startsWith(INFIX, i))
                .mapToObj(i -> output(history, rest.substring(0, i), rest.substring(i + INFIX.length())))
                .flatMap(Optional::stream)
                .findFirst();
    }

    /** Returns where an output of a run lies that has completed. */
    public Optional<String> uri(RunHistory history, String runId, String name) {
        return output(history, runId, name).map(Output::uri);
    }

    private Optional<Output> output(RunHistory history, String runId, String name) {
        return runs.status(history.workspaceId(), runId)
                .map(status -> of(runs.get(history, null, runId)).get(name));
    }

    private Map<String, Output> of(RunBody run) {
        boolean hasOutputs = RunStatus.Completed.name().equals(run.status()) && run.runDefinition() != null;
        Map<String, Output> outputs = new TreeMap<>();
        if (hasOutputs && run.runDefinition().hasNonNull("jobType")) {
            read(run).forEach((name, output) -> {
                if (output != null && output.uri() != null && output.type() != null) {
                    outputs.put(name, output);
                }
            });
        }
        return outputs;
    }

    private Map<String, Output> read(RunBody run) {
        Definition job = Json.read(run.runDefinition(), Definition.class);
        return job.outputs() == null ? Map.of() : job.outputs();
    }

    private static String id(Workspace workspace, String runId, String name, Output output) {
        return "azureml://locations/"
                + workspace.region()
                + "/workspaces/"
                + workspace.workspaceId()
                + (output.isModel() ? "/models/" : "/data/")
                + (output.isNamed() ? output.assetName() : PREFIX + runId + INFIX + name)
                + "/versions/"
                + (output.isNamed() ? output.assetVersion() : "1");
    }
}
