package io.mltwin.scoring.models.deployments;

import static io.mltwin.encoding.Absence.isTrue;
import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mltwin.armweb.ArmResourceId;
import io.mltwin.armweb.Json;
import io.mltwin.encoding.AsciiCase;
import io.mltwin.scoring.documents.JsonText;
import io.mltwin.scoring.models.deployments.OnlineDeploymentBody.ScaleSettings;
import io.mltwin.scoring.models.services.ReplicaRule.Scaling;
import io.mltwin.scoring.models.services.RequestLimits;
import io.mltwin.scoring.models.services.ServedDeployment;
import io.mltwin.scoring.registry.images.StoredImage;
import java.time.Duration;

/** Maps between rows and Azure's {@code OnlineDeployment}. */
final class OnlineDeploymentMapper {

    static final String TYPE = "Microsoft.MachineLearningServices/workspaces/onlineEndpoints/deployments";

    private static final int TARGET_PERCENT = 70;

    /** Azure lets twice as many requests in as all instances work on at once. */
    private static final int PENDING = 2;

    private OnlineDeploymentMapper() {}

    /** Returns what a deployment shows beyond what each tracked resource does. */
    static ObjectNode members(OnlineDeploymentEntity row) {
        DeploymentSettings settings = JsonText.as(row.wanted, DeploymentSettings.class);
        ObjectNode body = Json.object();
        body.set("sku", Json.tree(settings.withCapacity(settings.instances()).sku()));
        ObjectNode properties = Json.tree(settings.properties());
        properties.put("endpointComputeType", computeType(settings));
        properties.put("provisioningState", row.state);
        properties.put("appInsightsEnabled", isTrue(settings.properties().appInsightsEnabled()));
        if (settings.properties().properties() == null) {
            properties.putObject("properties");
        }
        if (settings.properties().environmentVariables() == null) {
            properties.putObject("environmentVariables");
        }
        if (settings.properties().scaleSettings() == null) {
            properties.putObject("scaleSettings").put("scaleType", "Default");
        }
        properties
                .putObject("requestSettings")
                .put("maxConcurrentRequestsPerInstance", settings.maxConcurrent())
                .put("maxQueueWait", settings.queueWait().toString())
                .put("requestTimeout", settings.timeout().toString());
        body.set("properties", properties);
        return body;
    }

    private static String computeType(DeploymentSettings settings) {
        return settings.isKubernetes() ? "Kubernetes" : "Managed";
    }

    static ServedDeployment served(OnlineDeploymentEntity row, DeploymentSettings settings, StoredImage image) {
        Scaling scaling = scaling(settings.properties().scaleSettings());
        ArmResourceId endpoint = row.armId().parent();
        return new ServedDeployment(
                row.key,
                row.name + " of " + endpoint.name(),
                endpoint.name() + "-" + row.name,
                row.name,
                endpoint.parent().toString(),
                computeType(settings),
                isTrue(settings.properties().appInsightsEnabled()),
                false,
                image,
                settings.variables(),
                instances(settings, scaling),
                new RequestLimits(
                        settings.maxConcurrent(),
                        PENDING * settings.maxConcurrent(),
                        RequestLimits.ATTEMPTS,
                        settings.queueWait(),
                        settings.timeout(),
                        settings.timeout(),
                        settings.start()),
                scaling);
    }

    private static int instances(DeploymentSettings settings, Scaling scaling) {
        return scaling == null
                ? settings.instances()
                : Math.max(scaling.least(), Math.min(scaling.most(), settings.instances()));
    }

    private static Scaling scaling(ScaleSettings given) {
        if (given == null || !AsciiCase.equal("TargetUtilization", String.valueOf(given.scaleType()))) {
            return null;
        }
        return new Scaling(
                requireNonNullElse(given.minInstances(), 1),
                requireNonNullElse(given.maxInstances(), 1),
                requireNonNullElse(given.targetUtilizationPercentage(), TARGET_PERCENT),
                DeploymentSettings.duration(given.pollingInterval(), Duration.ofSeconds(1)));
    }
}
