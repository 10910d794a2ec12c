package io.mltwin.scoring.models.deployments;

import static io.mltwin.armweb.ArmErrors.locationRequired;
import static io.mltwin.armweb.AzureException.settingNotBuilt;
import static io.mltwin.scoring.models.endpoints.EndpointErrors.invalid;
import static io.mltwin.scoring.models.endpoints.EndpointErrors.invalidIf;

import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.armweb.AzureException;
import io.mltwin.encoding.AsciiCase;
import io.mltwin.scoring.models.deployments.OnlineDeploymentBody.CodeConfiguration;
import io.mltwin.scoring.models.deployments.OnlineDeploymentBody.Probe;
import io.mltwin.scoring.models.deployments.OnlineDeploymentBody.Properties;
import io.mltwin.scoring.models.deployments.OnlineDeploymentBody.RequestSettings;
import io.mltwin.scoring.models.deployments.OnlineDeploymentBody.ScaleSettings;
import io.mltwin.scoring.models.deployments.OnlineDeploymentBody.Sku;
import io.mltwin.scoring.models.endpoints.OnlineEndpointValidator;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.regex.Pattern;

/** Validates requests for deployments by what stands in them alone. */
final class OnlineDeploymentValidator {

    private static final Duration LONGEST_TIMEOUT = Duration.ofMinutes(3);
    private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
    private static final String PROPERTIES = "properties";
    private static final int ALL = 100;

    private OnlineDeploymentValidator() {}

    /**
     * Refuses with 400 what is no deployment, and with 501 what is not built.
     *
     * @param mostInstances that a deployment can have
     */
    static void validate(String name, OnlineDeploymentBody body, int mostInstances) {
        OnlineEndpointValidator.validateName(name);
        if (body.location() == null || body.location().isBlank()) {
            throw locationRequired();
        }
        Properties properties = body.properties();
        invalidIf(properties == null, PROPERTIES, "The request content needs properties.");
        validateType(properties.endpointComputeType());
        validateParts(properties);
        validateVariables(properties.environmentVariables());
        validateRequests(properties.requestSettings());
        validateProbe("livenessProbe", properties.livenessProbe());
        validateProbe("readinessProbe", properties.readinessProbe());
        validateScale(properties, mostInstances);
        validateCapacity(body.sku(), mostInstances);
        refuseNotBuilt(properties);
    }

    /**
     * Refuses with 400 a number of instances that no deployment has.
     *
     * @param mostInstances that a deployment can have
     */
    static void validatePatch(OnlineDeploymentBody body, int mostInstances) {
        validateCapacity(body.sku(), mostInstances);
    }

    private static void validateType(String type) {
        invalidIf(
                type != null && !AsciiCase.equal("Managed", type) && !AsciiCase.equal("Kubernetes", type),
                "properties.endpointComputeType",
                "The endpointComputeType must be Managed or Kubernetes.");
    }

    private static void validateParts(Properties properties) {
        CodeConfiguration code = properties.codeConfiguration();
        if (code == null) {
            invalidIf(
                    isBlank(properties.model()),
                    "properties.model",
                    "A deployment needs a model, or a codeConfiguration and an environmentId.");
            return;
        }
        invalidIf(
                isBlank(code.codeId()) || isBlank(code.scoringScript()),
                "properties.codeConfiguration",
                "A codeConfiguration needs codeId and scoringScript.");
        invalidIf(
                isBlank(properties.environmentId()),
                "properties.environmentId",
                "A deployment with a scoring script needs an environmentId.");
    }

    private static void validateVariables(Map<String, String> variables) {
        if (variables != null) {
            variables.forEach((name, value) -> {
                invalidIf(
                        !VARIABLE.matcher(name).matches() || value == null || value.indexOf('\0') >= 0,
                        "properties.environmentVariables",
                        "The name '%s' or its value is none of an environment variable.",
                        name);
            });
        }
    }

    private static void validateRequests(RequestSettings settings) {
        if (settings == null) {
            return;
        }
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
        if (value != null && Duration.parse(value).compareTo(LONGEST_TIMEOUT) > 0) {
            throw invalid("properties.requestSettings." + setting, "The %s must be at most 3 minutes.", setting);
        }
    }

    private static void validateProbe(String member, Probe probe) {
        if (probe != null) {
            requirePositive(member + ".failureThreshold", probe.failureThreshold());
            requirePositive(member + ".successThreshold", probe.successThreshold());
            requireDuration(member + ".initialDelay", probe.initialDelay());
            requireDuration(member + ".period", probe.period());
            requireDuration(member + ".timeout", probe.timeout());
        }
    }

    private static void validateScale(Properties properties, int mostInstances) {
        ScaleSettings scale = properties.scaleSettings();
        if (scale == null || AsciiCase.equal("Default", String.valueOf(scale.scaleType()))) {
            return;
        }
        invalidIf(
                !AsciiCase.equal("TargetUtilization", String.valueOf(scale.scaleType())),
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
        int least = scale.minInstances() == null ? 1 : scale.minInstances();
        int most = scale.maxInstances() == null ? 1 : scale.maxInstances();
        boolean isTooMuch = scale.targetUtilizationPercentage() != null && scale.targetUtilizationPercentage() > ALL;
        invalidIf(
                least > most || most > mostInstances || isTooMuch,
                "properties.scaleSettings",
                "minInstances is at most maxInstances, that at most %s, and targetUtilizationPercentage at most 100.",
                mostInstances);
    }

    private static void validateCapacity(Sku sku, int mostInstances) {
        if (sku == null || sku.capacity() == null) {
            return;
        }
        invalidIf(
                sku.capacity() < 1 || sku.capacity() > mostInstances,
                "sku.capacity",
                "The capacity, the number of instances, must be 1 to %s.",
                mostInstances);
    }

    private static void refuseNotBuilt(Properties properties) {
        if (!isBlank(properties.modelMountPath())) {
            throw notBuilt("modelMountPath", "a model lies below AZUREML_MODEL_DIR", "Leave it out.");
        }
        if (properties.egressPublicNetworkAccess() != null
                && !AsciiCase.equal("Enabled", properties.egressPublicNetworkAccess())) {
            throw notBuilt(
                    "egressPublicNetworkAccess", "a container's own connections are not restricted", "Give Enabled.");
        }
        if (Boolean.TRUE.equals(properties.privateNetworkConnection())) {
            throw notBuilt(
                    "privateNetworkConnection", "a container's own connections are not restricted", "Give false.");
        }
        refuse("dataCollector", properties.dataCollector(), "no inputs or predictions are kept");
        refuse(
                "containerResourceRequirements",
                properties.containerResourceRequirements(),
                "a container may use what the machine has");
    }

    private static void refuse(String setting, JsonNode given, String why) {
        if (given != null && !given.isNull() && !given.isEmpty()) {
            throw notBuilt(setting, why, "Leave it out.");
        }
    }

    private static AzureException notBuilt(String setting, String why, String instead) {
        return settingNotBuilt("properties." + setting, why, instead);
    }

    private static void requirePositive(String member, Integer value) {
        if (value != null && value < 1) {
            throw invalid("properties." + member, member + " must be 1 or more.");
        }
    }

    private static void requireDuration(String member, String value) {
        try {
            if (value != null && Duration.parse(value).isNegative()) {
                throw invalid("properties." + member, member + " must not be negative.");
            }
        } catch (DateTimeParseException e) {
            throw invalid(
                    "properties." + member, member + " must be a duration in the form of ISO 8601, such as PT5S.");
        }
    }

    private static boolean isBlank(String text) {
        return text == null || text.isBlank();
    }
}
