package io.mltwin.compute.execution;

import io.mltwin.armweb.AzureFault;
import io.mltwin.compute.execution.RunDefinitionBody.Configuration;
import io.mltwin.compute.execution.RunDefinitionBody.EnvironmentDefinition;
import io.mltwin.compute.snapshots.SnapshotPath;
import java.util.Map;
import java.util.regex.Pattern;

/** What a submitted RunDefinition must and may hold, before anything is looked up. */
final class SubmissionRules {

    private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

    private SubmissionRules() {}

    static void check(RunDefinitionBody definition) {
        if (definition == null || definition.configuration() == null) {
            throw invalid("configuration", "The run definition needs a configuration.");
        }
        Configuration configuration = definition.configuration();
        if (configuration.script() == null || configuration.script().isBlank()) {
            throw invalid(
                    "configuration.script",
                    "configuration.script is required: the file of the snapshot to run.");
        }
        SnapshotPath.check(configuration.script());
        if (definition.snapshotId() == null || definition.snapshotId().isBlank()) {
            throw invalid(
                    "snapshotId",
                    "snapshotId is required: save the code with POST /content/v1.0/…/snapshots/{id} first.");
        }
        if (configuration.target() == null || configuration.target().isBlank()) {
            throw invalid(
                    "configuration.target",
                    "configuration.target is required: the name of an AmlCompute cluster of the workspace.");
        }
        if (configuration.arguments() != null && configuration.arguments().contains(null)) {
            throw invalid("configuration.arguments", "configuration.arguments must be texts.");
        }
        if (configuration.maxRunDurationSeconds() != null
                && configuration.maxRunDurationSeconds() < 0) {
            throw invalid(
                    "configuration.maxRunDurationSeconds",
                    "maxRunDurationSeconds must not be negative.");
        }
        refuseUnbuilt(configuration);
        RunDataRules.read(configuration.dataReferences());
        checkEnvironment(configuration.environment());
    }

    private static void refuseUnbuilt(Configuration configuration) {
        if (configuration.communicator() != null
                && !configuration.communicator().equalsIgnoreCase("None")) {
            throw AzureFault.notBuilt("The communicator " + configuration.communicator());
        }
        if (configuration.nodeCount() != null && configuration.nodeCount() > 1) {
            throw AzureFault.notBuilt("A run on several nodes");
        }
    }

    private static void checkEnvironment(EnvironmentDefinition environment) {
        if (environment == null || environment.name() == null || environment.name().isBlank()) {
            throw invalid(
                    "configuration.environment.name",
                    "configuration.environment.name is required, such as AzureML-Tribuo-4.3.");
        }
        if (environment.docker() != null && environment.docker().baseDockerfile() != null) {
            throw AzureFault.notBuilt("An image from a Dockerfile of your own");
        }
        Map<String, String> variables =
                environment.environmentVariables() == null
                        ? Map.of()
                        : environment.environmentVariables();
        variables.forEach(
                (name, value) -> {
                    if (!VARIABLE.matcher(name).matches()
                            || value == null
                            || value.indexOf('\0') >= 0) {
                        throw invalid(
                                "configuration.environment.environmentVariables",
                                "The environment variable '" + name + "' is not valid.");
                    }
                });
    }

    static AzureFault invalid(String target, String message) {
        return new AzureFault(400, "InvalidRunDefinition", message).withTarget(target);
    }
}
