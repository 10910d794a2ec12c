package io.mltwin.scoring.models.deployments;

import static io.mltwin.machinelearning.UserErrors.invalid;
import static io.mltwin.machinelearning.UserErrors.invalidIf;
import static java.util.Objects.requireNonNullElse;

import io.mltwin.armweb.Rules;
import io.mltwin.encoding.AsciiCase;
import io.mltwin.machinelearning.UserErrors;
import io.mltwin.scoring.models.deployments.OnlineDeploymentBody.Properties;
import io.mltwin.scoring.models.deployments.OnlineDeploymentBody.ScaleSettings;
import io.mltwin.scoring.models.endpoints.OnlineEndpointValidator;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Validates requests for deployments by what stands in them alone. */
final class OnlineDeploymentValidator {

    /** An endpoint answers within three minutes: no request waits longer for an instance either. */
    private static final Duration LONGEST_TIMEOUT = Duration.ofMinutes(3);

    private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
    private static final int ALL = 100;
    private static final String CODE = "properties.codeConfiguration";
    private static final String CODE_NEEDS = "A codeConfiguration needs codeId and scoringScript.";
    private static final String LEAVE_OUT = "Leave it out.";
    private static final String OPEN = "a container's own connections are not restricted";

    private static final Rules<Properties> SETTINGS = settings(
            List.of(
                    "requestSettings.maxConcurrentRequestsPerInstance",
                    "livenessProbe.failureThreshold",
                    "livenessProbe.successThreshold",
                    "readinessProbe.failureThreshold",
                    "readinessProbe.successThreshold"),
            "requestSettings.maxQueueWait",
            "requestSettings.requestTimeout",
            "livenessProbe.initialDelay",
            "livenessProbe.period",
            "livenessProbe.timeout",
            "readinessProbe.initialDelay",
            "readinessProbe.period",
            "readinessProbe.timeout");

    private static final Rules<OnlineDeploymentBody> WITHOUT_CODE = rules().required(
                    "A deployment needs a model, or a codeConfiguration and an environmentId.", "properties.model");

    private static final Rules<OnlineDeploymentBody> WITH_CODE = rules().requiredAs(CODE, CODE_NEEDS, CODE + ".codeId")
            .requiredAs(CODE, CODE_NEEDS, CODE + ".scoringScript")
            .required("A deployment with a scoring script needs an environmentId.", "properties.environmentId");

    private static final Rules<OnlineDeploymentBody> RULES = rules().required(
                    "The request content needs properties.", "properties")
            .oneOf(
                    List.of("Managed", "Kubernetes"),
                    "The endpointComputeType must be Managed or Kubernetes.",
                    "properties.endpointComputeType")
            .and(body -> (body.properties().codeConfiguration() == null ? WITHOUT_CODE : WITH_CODE).check(body))
            .part("properties.environmentVariables", OnlineDeploymentValidator::validateVariables)
            .part("properties", SETTINGS::check)
            .duration(
                    Duration.ZERO,
                    LONGEST_TIMEOUT,
                    "The maxQueueWait must be at most 3 minutes.",
                    "properties.requestSettings.maxQueueWait")
            .duration(
                    Duration.ZERO,
                    LONGEST_TIMEOUT,
                    "The requestTimeout must be at most 3 minutes.",
                    "properties.requestSettings.requestTimeout")
            .duration(
                    Duration.ofNanos(1),
                    LONGEST_TIMEOUT,
                    "The requestTimeout must be more than 0.",
                    "properties.requestSettings.requestTimeout");

    private static final Rules<OnlineDeploymentBody> SCALE = rules().must(
                    AsciiCase.equalTo("TargetUtilization"),
                    "The scaleType must be Default or TargetUtilization.",
                    "properties.scaleSettings.scaleType")
            .refuse(
                    body -> !DeploymentSettings.isKubernetes(body.properties()),
                    "properties.scaleSettings.scaleType",
                    "TargetUtilization is for Kubernetes deployments; a managed one has the instances of its sku.")
            .part(
                    "properties",
                    settings(
                            List.of(
                                    "scaleSettings.minInstances",
                                    "scaleSettings.maxInstances",
                                    "scaleSettings.targetUtilizationPercentage"),
                            "scaleSettings.pollingInterval")::check);

    private static final Rules<OnlineDeploymentBody> NOT_BUILT = rules().settingNotBuiltIfAsked(
                    "a model lies below AZUREML_MODEL_DIR", LEAVE_OUT, "properties.modelMountPath")
            .settingNotBuiltBut("properties.egressPublicNetworkAccess", OPEN, "Give Enabled.", "Enabled")
            .settingNotBuiltIfAsked(OPEN, "Give false.", "properties.privateNetworkConnection")
            .settingNotBuiltIfAsked("no inputs or predictions are kept", LEAVE_OUT, "properties.dataCollector")
            .settingNotBuiltIfAsked(
                    "a container may use what the machine has", LEAVE_OUT, "properties.containerResourceRequirements");

    private OnlineDeploymentValidator() {}

    /**
     * Refuses with 400 what is no deployment, and with 501 what is not built.
     *
     * @param mostInstances that a deployment can have
     */
    static void validate(String name, OnlineDeploymentBody body, int mostInstances) {
        OnlineEndpointValidator.validateName(name);
        RULES.check(body);
        validateScale(body, mostInstances);
        validatePatch(body, mostInstances);
        NOT_BUILT.check(body);
    }

    /**
     * Refuses with 400 a number of instances that no deployment has.
     *
     * @param mostInstances that a deployment can have
     */
    static void validatePatch(OnlineDeploymentBody body, int mostInstances) {
        Integer capacity = body.sku() == null ? null : body.sku().capacity();
        invalidIf(
                capacity != null && (capacity < 1 || capacity > mostInstances),
                "sku.capacity",
                "The capacity, the number of instances, must be 1 to %s.",
                mostInstances);
    }

    private static Rules<OnlineDeploymentBody> rules() {
        return Rules.of(OnlineDeploymentBody.class, "", UserErrors::invalid);
    }

    /** Numbers of 1 or more, and durations of 0 or more. */
    private static Rules<Properties> settings(List<String> numbers, String... durations) {
        return Rules.of(Properties.class, "", (member, rule) -> invalid("properties." + member, "%s %s", member, rule))
                .range(1, Integer.MAX_VALUE, "must be 1 or more.", numbers.toArray(String[]::new))
                .fits(
                        OnlineDeploymentValidator::isDuration,
                        "must be a duration in the form of ISO 8601, such as PT5S.",
                        durations)
                .fits(duration -> !Duration.parse(duration).isNegative(), "must not be negative.", durations);
    }

    private static boolean isDuration(String text) {
        try {
            Duration.parse(text);
            return true;
        } catch (DateTimeParseException e) {
            return false;
        }
    }

    private static void validateVariables(Map<String, String> variables) {
        variables.forEach((name, value) -> {
            invalidIf(
                    !VARIABLE.matcher(name).matches() || value == null || value.indexOf('\0') >= 0,
                    "properties.environmentVariables",
                    "The name '%s' or its value is none of an environment variable.",
                    name);
            SecretReference.find(name, value);
        });
    }

    private static void validateScale(OnlineDeploymentBody body, int mostInstances) {
        ScaleSettings scale = body.properties().scaleSettings();
        if (scale == null || AsciiCase.equal("Default", scale.scaleType())) {
            return;
        }
        SCALE.check(body);
        int least = requireNonNullElse(scale.minInstances(), 1);
        int most = requireNonNullElse(scale.maxInstances(), 1);
        boolean isTooMuch = requireNonNullElse(scale.targetUtilizationPercentage(), 0) > ALL;
        invalidIf(
                least > most || most > mostInstances || isTooMuch,
                "properties.scaleSettings",
                "minInstances is at most maxInstances, that at most %s, and targetUtilizationPercentage at most 100.",
                mostInstances);
    }
}
