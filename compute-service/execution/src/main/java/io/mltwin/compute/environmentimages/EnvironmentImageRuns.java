package io.mltwin.compute.environmentimages;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mltwin.armweb.ArmResourceId;
import io.mltwin.armweb.Json;
import io.mltwin.compute.access.Actor;
import io.mltwin.compute.encryption.OpenWorkspace;
import io.mltwin.compute.encryption.RunHistory;
import io.mltwin.compute.environments.preparation.EnvironmentPlan;
import io.mltwin.compute.execution.CommandRun;
import io.mltwin.compute.execution.CommandRunBuilder;
import io.mltwin.compute.execution.ExecutionService;
import io.mltwin.compute.execution.ExecutionService.Submission;
import io.mltwin.compute.execution.RunRequirements;
import io.mltwin.compute.runs.CreateRunRequest;
import io.mltwin.compute.runs.RunBody;
import io.mltwin.compute.runs.RunService;
import io.mltwin.compute.runs.RunStatus;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The runs that build images: command jobs of the experiment {@code prepare_image} on serverless
 * compute of the workspace, as Azure ML has them. Their environment is the one that is asked for,
 * and their command does nothing.
 */
@Singleton
record EnvironmentImageRuns(ExecutionService execution, RunService runs, SecureRandom random) {

    static final String EXPERIMENT = "prepare_image";

    private static final String PREFIX = "imgbldrun_";
    private static final String COMMAND = "true";
    private static final int SUFFIX_BYTES = 4;

    /** Prepares a run that builds an image. */
    Submission prepare(OpenWorkspace open, EnvironmentPlan plan, Actor submitter, String correlationId) {
        return execution.prepare(open, run(open, plan), plan, submitter, correlationId);
    }

    private CommandRun run(OpenWorkspace open, EnvironmentPlan plan) {
        byte[] suffix = new byte[SUFFIX_BYTES];
        random.nextBytes(suffix);
        ObjectNode definition = Json.object()
                .put("jobType", "Command")
                .put("experimentName", EXPERIMENT)
                .put("command", COMMAND)
                .put(
                        "environmentId",
                        ArmResourceId.parse(open.workspace().id()).child("environments", plan.name())
                                + "/versions/"
                                + plan.version());
        return CommandRunBuilder.builder()
                .given(CreateRunRequest.of(PREFIX + HexFormat.of().formatHex(suffix))
                        .description("Builds the image of the environment " + plan.name() + ":" + plan.version() + ".")
                        .runType(CommandRun.TYPE)
                        .tags(Map.of())
                        .properties(Map.of())
                        .runDefinition(definition)
                        .build())
                .experiment(EXPERIMENT)
                .command(COMMAND)
                .arguments(List.of())
                .bindings(List.of())
                .data(List.of())
                .environment(plan.name())
                .environmentVersion(plan.version())
                .environmentVariables(Map.of())
                .requirements(RunRequirements.NONE)
                .build();
    }

    /** Returns the status of a build; empty where there is no such run any more. */
    Optional<RunStatus> status(RunHistory history, String runId) {
        return runs.status(history.workspaceId(), runId);
    }

    /** Tells in words what a build does. */
    static String step(RunStatus status) {
        return switch (status) {
            case NotStarted, Queued -> "The build of the image waits for a node.";
            case Provisioning, Starting -> "A node for the build of the image starts.";
            case Preparing -> "A node installs the packages of the environment.";
            case CancelRequested -> "The build of the image is being canceled.";
            default -> "The packages are installed; the build of the image ends.";
        };
    }

    /** Tells in words why a build that has ended gave no image. */
    String failure(RunHistory history, String runId) {
        RunBody run = runs.get(history, null, runId);
        return switch (RunStatus.parse(run.status())) {
            case Canceled -> "The run '" + runId + "', which builds the image, was canceled.";
            case Failed ->
                run.error() == null
                        ? "The run '" + runId + "', which builds the image, has failed."
                        : run.error().at("/error/message").asText();
            default -> "The run '" + runId + "' has ended without an image of the environment.";
        };
    }
}
