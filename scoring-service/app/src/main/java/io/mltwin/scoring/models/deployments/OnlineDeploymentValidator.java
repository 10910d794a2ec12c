package io.mltwin.scoring.models.deployments;

import static io.mltwin.machinelearning.UserErrors.invalid;
import static io.mltwin.machinelearning.UserErrors.invalidIf;
import static java.util.Objects.requireNonNullElse;

import io.mltwin.armweb.Rules;
import io.mltwin.encoding.AsciiCase;
import io.mltwin.machinelearning.UserErrors;
import io.mltwin.scoring.models.deployments.OnlineDeploymentBody.Probe;
import io.mltwin.scoring.models.deployments.OnlineDeploymentBody.Properties;
import io.mltwin.scoring.models.deployments.OnlineDeploymentBody.RequestSettings;
import io.mltwin.scoring.models.deployments.OnlineDeploymentBody.ScaleSettings;
import io.mltwin.scoring.models.endpoints.OnlineEndpointValidator;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Validates requests for deployments by what stands in them alone. */
final class OnlineDeploymentValidator {

    private static final Duration LONGEST_TIMEOUT = Duration.ofMinutes(3);
    private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
    private static final int ALL = 100;
    private static final String CODE = "properties.codeConfiguration";
    private static final String CODE_NEEDS = "A codeConfiguration needs codeId and scoringScript.";
    private static final String LEAVE_OUT = "Leave it out.";
    private static final String OPEN = "a container's own connections are not restricted";

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
            .part("properties.requestSettings", OnlineDeploymentValidator::validateRequests)
            .part("properties.livenessProbe", (Probe probe) -> validateProbe("livenessProbe", probe))
            .part("properties.readinessProbe", (Probe probe) -> validateProbe("readinessProbe", probe));

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
        validateScale(body.properties(), mostInstances);
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

    private static void validateVariables(Map<String, String> variables) {
        variables.forEach((name, value) -> invalidIf(
                !VARIABLE.matcher(name).matches() || value == null || value.indexOf('\0') >= 0,
                "properties.environmentVariables",
                "The name '%s' or its value is none of an environment variable.",
                name));
    }

    private static void validateRequests(RequestSettings settings) {
        requirePositive(
                "requestSettings.maxConcurrentRequestsPerInstance", settings.maxConcurrentRequestsPerInstance());
        requireTime("maxQueueWait", settings.maxQueueWait());
        requireTime("requestTimeout", settings.requestTimeout());
        invalidIf(
                settings.requestTimeout() != null
                        && Duration.parse(settings.requestTimeout()).isZero(),
                "properties.requestSettings.requestTimeout",
                "The requestTimeout must be more than 0.");
    }

    /** An endpoint answers within three minutes: no request waits longer for an instance either. */
    private static void requireTime(String setting, String value) {
        requireDuration("requestSettings." + setting, value);
        invalidIf(
                value != null && Duration.parse(value).compareTo(LONGEST_TIMEOUT) > 0,
                "properties.requestSettings." + setting,
                "The %s must be at most 3 minutes.",
                setting);
    }

    private static void validateProbe(String member, Probe probe) {
        requirePositive(member + ".failureThreshold", probe.failureThreshold());
        requirePositive(member + ".successThreshold", probe.successThreshold());
        requireDuration(member + ".initialDelay", probe.initialDelay());
        requireDuration(member + ".period", probe.period());
        requireDuration(member + ".timeout", probe.timeout());
    }

    private static void validateScale(Properties properties, int mostInstances) {
        ScaleSettings scale = properties.scaleSettings();
        if (scale == null || AsciiCase.equal("Default", scale.scaleType())) {
            return;
        }
        invalidIf(
                !AsciiCase.equal("TargetUtilization", scale.scaleType()),
                "properties.scaleSettings.scaleType",
                "The scaleType must be Default or TargetUtilization.");
        invalidIf(
                !DeploymentSettings.isKubernetes(properties),
                "properties.scaleSettings.scaleType",
                "TargetUtilization is for Kubernetes deployments; a managed one has the instances of its sku.");
        requirePositive("scaleSettings.minInstances", scale.minInstances());
        requirePositive("scaleSettings.maxInstances", scale.maxInstances());
        requirePositive("scaleSettings.targetUtilizationPercentage", scale.targetUtilizationPercentage());
        requireDuration("scaleSettings.pollingInterval", scale.pollingInterval());
        int least = requireNonNullElse(scale.minInstances(), 1);
        int most = requireNonNullElse(scale.maxInstances(), 1);
        boolean isTooMuch = requireNonNullElse(scale.targetUtilizationPercentage(), 0) > ALL;
        invalidIf(
                least > most || most > mostInstances || isTooMuch,
                "properties.scaleSettings",
                "minInstances is at most maxInstances, that at most %s, and targetUtilizationPercentage at most 100.",
                mostInstances);
    }

    private static void requirePositive(String member, Integer value) {
        invalidIf(value != null && value < 1, "properties." + member, "%s must be 1 or more.", member);
    }

    private static void requireDuration(String member, String value) {
        try {
            invalidIf(
                    value != null && Duration.parse(value).isNegative(),
                    "properties." + member,
                    "%s must not be negative.",
                    member);
        } catch (DateTimeParseException e) {
            throw invalid(
                    "properties." + member, "%s must be a duration in the form of ISO 8601, such as PT5S.", member);
        }
    }
}
