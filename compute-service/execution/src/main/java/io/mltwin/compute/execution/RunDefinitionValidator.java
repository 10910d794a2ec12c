package io.mltwin.compute.execution;

import static io.mltwin.armweb.AzureException.badRequest;
import static io.mltwin.encoding.Absence.isBlank;
import static io.mltwin.encoding.Absence.isEmpty;
import static io.mltwin.encoding.Absence.orEmpty;

import io.mltwin.armweb.AzureException;
import io.mltwin.compute.environments.preparation.EnvironmentDefinitionBody;
import io.mltwin.compute.environments.preparation.EnvironmentDefinitionReader;
import io.mltwin.compute.environments.preparation.EnvironmentSource;
import io.mltwin.compute.execution.RunDefinitionBody.Configuration;
import io.mltwin.compute.snapshots.SnapshotPath;
import io.mltwin.encoding.AsciiCase;
import java.util.Map;

/** Validates a submitted RunDefinition, before anything is looked up. */
final class RunDefinitionValidator {

    /** The target of runs on the machine of the one who submits them. */
    static final String LOCAL = "local";

    private RunDefinitionValidator() {}

    static void validate(RunDefinitionBody definition) {
        Configuration configuration = requireConfiguration(definition);
        invalidIf(
                isBlank(definition.snapshotId()),
                "snapshotId",
                "snapshotId is required: save the code with POST /content/v1.0/…/snapshots/{id} first.");
        invalidIf(
                isBlank(configuration.target()),
                "configuration.target",
                "configuration.target is required: the name of an AmlCompute cluster of the workspace.");
        validate(configuration);
        if (configuration.isDockerAskedFor()) {
            throw RunSettings.notBuilt("docker.useDocker", "no container engine runs a script there", "Leave it out.");
        }
    }

    /** Validates a run on the machine of its submitter, where the code may be already. */
    static void validateLocal(RunDefinitionBody definition) {
        Configuration configuration = requireConfiguration(definition);
        if (configuration.target() != null && !AsciiCase.equal(configuration.target(), LOCAL)) {
            throw invalid(
                    "configuration.target",
                    "configuration.target of a local run is local; submit a run on '%s' with snapshotrun.",
                    configuration.target());
        }
        validate(configuration);
        if (!isEmpty(configuration.dataReferences())) {
            throw RunSettings.notBuilt(
                    "dataReferences",
                    "nothing fetches data of a datastore to the machine of a local run",
                    "Let the script read what it needs.");
        }
    }

    private static Configuration requireConfiguration(RunDefinitionBody definition) {
        invalidIf(
                definition == null || definition.configuration() == null,
                "configuration",
                "The run definition needs a configuration.");
        return definition.configuration();
    }

    private static void validate(Configuration configuration) {
        invalidIf(
                isBlank(configuration.script()),
                "configuration.script",
                "configuration.script is required: the file of the snapshot to run.");
        SnapshotPath.check(configuration.script());
        invalidIf(
                configuration.arguments() != null && configuration.arguments().contains(null),
                "configuration.arguments",
                "configuration.arguments must be texts.");
        invalidIf(
                configuration.maxRunDurationSeconds() != null && configuration.maxRunDurationSeconds() < 0,
                "configuration.maxRunDurationSeconds",
                "maxRunDurationSeconds must not be negative.");
        DataReferenceValidator.read(configuration.dataReferences());
        checkEnvironment(configuration.environment());
    }

    private static void checkEnvironment(EnvironmentDefinitionBody environment) {
        invalidIf(
                environment == null || isBlank(environment.name()),
                "configuration.environment.name",
                "configuration.environment.name is required, such as AzureML-Tribuo-4.3.");
        source(environment);
        Map<String, String> variables = orEmpty(environment.environmentVariables());
        variables.forEach((name, value) -> {
            invalidIf(
                    !EnvironmentDefinitionReader.isVariable(name, value),
                    "configuration.environment.environmentVariables",
                    "The environment variable '%s' is not valid.",
                    name);
        });
    }

    /** Returns the environment that the run itself describes. */
    static EnvironmentSource source(EnvironmentDefinitionBody environment) {
        return EnvironmentDefinitionReader.read("configuration.environment", environment);
    }

    static AzureException invalid(String target, String message, Object... arguments) {
        return badRequest("InvalidRunDefinition", message, arguments).withTarget(target);
    }

    static void invalidIf(boolean wrong, String target, String message, Object... arguments) {
        if (wrong) {
            throw invalid(target, message, arguments);
        }
    }
}
