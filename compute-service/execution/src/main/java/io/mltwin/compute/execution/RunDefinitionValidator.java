package io.mltwin.compute.execution;

import static io.mltwin.armweb.AzureException.badRequest;
import static io.mltwin.encoding.Absence.isEmpty;
import static io.mltwin.encoding.Absence.orEmpty;

import io.mltwin.armweb.AzureException;
import io.mltwin.armweb.Rules;
import io.mltwin.compute.environments.preparation.EnvironmentDefinitionBody;
import io.mltwin.compute.environments.preparation.EnvironmentDefinitionReader;
import io.mltwin.compute.environments.preparation.EnvironmentPlan.EnvironmentSource;
import io.mltwin.compute.snapshots.SnapshotPath;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Validates a submitted RunDefinition, before anything is looked up. */
final class RunDefinitionValidator {

    /** The target of runs on the machine of the one who submits them. */
    static final String LOCAL = "local";

    private static final Rules<RunDefinitionBody> EVERY_RUN = rules().required(
                    "configuration.script is required: the file of the snapshot to run.", "configuration.script")
            .<String>part("configuration.script", SnapshotPath::check)
            .refuse(
                    body -> orEmpty(body.configuration().arguments()).stream().anyMatch(Objects::isNull),
                    "configuration.arguments",
                    "configuration.arguments must be texts.")
            .range(
                    0,
                    Long.MAX_VALUE,
                    "maxRunDurationSeconds must not be negative.",
                    "configuration.maxRunDurationSeconds")
            .part("configuration.dataReferences", DataReferenceValidator::read)
            .required(
                    "configuration.environment.name is required, such as AzureML-Tribuo-4.3.",
                    "configuration.environment.name")
            .part("configuration.environment", RunDefinitionValidator::source)
            .part("configuration.environment.environmentVariables", RunDefinitionValidator::validateVariables);

    private static final Rules<RunDefinitionBody> SUBMITTED = rules().required(
                    "The run definition needs a configuration.", "configuration")
            .required(
                    "snapshotId is required: save the code with POST /content/v1.0/…/snapshots/{id} first.",
                    "snapshotId")
            .required(
                    "configuration.target is required: the name of an AmlCompute cluster of the workspace.",
                    "configuration.target")
            .and(EVERY_RUN::check)
            .refuse(
                    body -> body.configuration().isDockerAskedFor(),
                    body -> RunSettings.notBuilt(
                            "docker.useDocker", "no container engine runs a script there", "Leave it out."));

    private static final Rules<RunDefinitionBody> LOCAL_RUN = rules().required(
                    "The run definition needs a configuration.", "configuration")
            .oneOf(
                    List.of(LOCAL),
                    "configuration.target of a local run is local; submit a run on '%s' with snapshotrun.",
                    "configuration.target")
            .and(EVERY_RUN::check)
            .refuse(
                    body -> !isEmpty(body.configuration().dataReferences()),
                    body -> RunSettings.notBuilt(
                            "dataReferences",
                            "nothing fetches data of a datastore to the machine of a local run",
                            "Let the script read what it needs."));

    private RunDefinitionValidator() {}

    private static Rules<RunDefinitionBody> rules() {
        return Rules.of(RunDefinitionBody.class, "", (target, why) -> invalid(target, "%s", why));
    }

    static void validate(RunDefinitionBody definition) {
        SUBMITTED.check(definition);
    }

    /** Validates a run on the machine of its submitter, where the code may be already. */
    static void validateLocal(RunDefinitionBody definition) {
        LOCAL_RUN.check(definition);
    }

    private static void validateVariables(Map<String, String> variables) {
        variables.forEach((name, value) -> invalidIf(
                !EnvironmentDefinitionReader.isVariable(name, value),
                "configuration.environment.environmentVariables",
                "The environment variable '%s' is not valid.",
                name));
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
