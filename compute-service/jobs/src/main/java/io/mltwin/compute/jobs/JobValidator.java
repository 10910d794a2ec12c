package io.mltwin.compute.jobs;

import static io.mltwin.armweb.AzureException.notBuilt;
import static io.mltwin.encoding.Absence.orEmpty;
import static io.mltwin.machinelearning.UserErrors.invalid;
import static io.mltwin.machinelearning.UserErrors.invalidIf;
import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.armweb.ArmResourceId;
import io.mltwin.armweb.AzureException;
import io.mltwin.armweb.Rules;
import io.mltwin.compute.assets.AssetReference;
import io.mltwin.compute.execution.CommandRun;
import io.mltwin.compute.execution.JobBinding;
import io.mltwin.compute.execution.LocalRuns;
import io.mltwin.compute.runs.CreateRunRequest;
import io.mltwin.compute.runs.RunId;
import io.mltwin.encoding.AsciiCase;
import io.mltwin.machinelearning.UserErrors;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Checks a command job, and makes its run. */
final class JobValidator {

    private static final String COMMAND = "Command";
    private static final Set<String> OTHER_TYPES =
            Set.of("pipeline", "sweep", "spark", "labeling", "finetuning", "base");
    private static final Set<String> SERVERLESS = Set.of("serverless", "azureml:serverless");
    private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

    /** Where Azure ML's curated environments are. */
    private static final String REGISTRY = "//registries/azureml";

    private static final String SETTING = "The setting '%s' of a job";

    private static final Rules<JobBody> EVERY_JOB = rules().required(
                    "The request content needs properties.", "properties")
            .when(
                    body -> !AsciiCase.equal(COMMAND, body.properties().jobType()),
                    rules().notBuilt(SETTING, "properties.queueSettings")::check)
            .notBuilt(SETTING, "properties.notificationSetting", "properties.secretsConfiguration");

    private static final Rules<CommandJobBody> COMMAND_JOB = Rules.of(
                    CommandJobBody.class, "properties.", UserErrors::invalidProperty)
            .refuse(body -> !AsciiCase.equal(COMMAND, body.jobType()), body -> unknownType(body.jobType()))
            .required("is required", "command")
            .duration(
                    Duration.ofSeconds(1),
                    Duration.ofSeconds(Long.MAX_VALUE),
                    "must be a duration of ISO 8601 such as PT1H",
                    "limits.timeout");

    private JobValidator() {}

    private static Rules<JobBody> rules() {
        return Rules.of(JobBody.class, "", UserErrors::invalid);
    }

    /** Validates what every job needs, whether it is new or there. */
    static void validate(JobBody body) {
        EVERY_JOB.check(body);
    }

    /** Returns the error of a job whose type is not built. */
    static AzureException unknownType(String jobType) {
        if (jobType == null) {
            return invalid("properties.jobType", "properties.jobType is required.");
        }
        return OTHER_TYPES.contains(AsciiCase.lower(jobType))
                ? notBuilt("A job of type " + jobType)
                : invalid("properties.jobType", "There is no job type '%s'.", jobType);
    }

    /**
     * The run that a job asks for.
     *
     * @param job ARM id of the job
     */
    static CommandRun readRun(ArmResourceId job, CommandJobBody body, JsonNode definition) {
        COMMAND_JOB.check(body);
        boolean isLocal = LocalCompute.isAskedFor(body);
        boolean isServerless = !isLocal && isServerless(body);
        List<JobBinding> bindings = JobBindingValidator.read(body.inputs(), body.outputs());
        AssetReference environment = asset(job, "environments", "environmentId", body.environmentId());
        return new CommandRun(
                CreateRunRequest.of(RunId.check(job.name()))
                        .displayName(body.displayName() == null ? job.name() : body.displayName())
                        .description(body.description())
                        .runType(CommandRun.TYPE)
                        .tags(orEmpty(body.tags()))
                        .properties(orEmpty(body.properties()))
                        .runDefinition(definition)
                        .build(),
                requireNonNullElse(body.experimentName(), "Default"),
                null,
                CommandLine.fill(body.command(), JobBindingValidator.texts(body.inputs(), bindings)),
                List.of(),
                code(job, body.codeId()),
                bindings,
                null,
                List.of(),
                isLocal ? LocalRuns.TARGET : isServerless ? null : compute(job, body.computeId()),
                environment.name(),
                environment.version(),
                variables(body.environmentVariables()),
                seconds(body.limits()),
                JobResources.read(body, isServerless));
    }

    private static CommandRun.Code code(ArmResourceId job, String codeId) {
        if (codeId == null) {
            return null;
        }
        AssetReference code = asset(job, "codes", "codeId", codeId);
        return new CommandRun.Code(code.name(), code.version());
    }

    /** An asset of this workspace, or of the registry of curated ones. */
    private static AssetReference asset(ArmResourceId job, String kind, String field, String id) {
        return AssetReference.parse(id)
                .filter(asset -> asset.isOf(kind, REGISTRY, job.parent()))
                .orElseThrow(() -> invalid(
                        "properties." + field,
                        "properties.%s must be %s/%s/{name}/versions/{version}.",
                        field,
                        job.parent(),
                        kind));
    }

    /** A job that names no compute, or the word that clients have for it. */
    private static boolean isServerless(CommandJobBody body) {
        return body.computeId() == null || SERVERLESS.contains(AsciiCase.lower(body.computeId()));
    }

    private static String compute(ArmResourceId job, String computeId) {
        String prefix = job.parent() + "/computes/";
        invalidIf(
                !AsciiCase.startsWith(computeId, prefix) || computeId.indexOf('/', prefix.length()) >= 0,
                "properties.computeId",
                "properties.computeId must be %s{name of a cluster}.",
                prefix);
        return computeId.substring(prefix.length());
    }

    private static Map<String, String> variables(Map<String, String> given) {
        Map<String, String> variables = orEmpty(given);
        variables.forEach((name, value) -> {
            invalidIf(
                    !VARIABLE.matcher(name).matches() || value == null || value.indexOf('\0') >= 0,
                    "properties.environmentVariables",
                    "The environment variable '%s' is not valid.",
                    name);
        });
        return variables;
    }

    private static Long seconds(CommandJobBody.Limits limits) {
        return limits == null || limits.timeout() == null
                ? null
                : Duration.parse(limits.timeout()).toSeconds();
    }
}
