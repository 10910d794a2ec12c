package io.mltwin.scoring.models.deployments;

import static java.util.Objects.requireNonNullElse;

import io.mltwin.encoding.AsciiCase;
import io.mltwin.scoring.models.deployments.OnlineDeploymentBody.Probe;
import io.mltwin.scoring.models.deployments.OnlineDeploymentBody.Properties;
import io.mltwin.scoring.models.deployments.OnlineDeploymentBody.RequestSettings;
import io.mltwin.scoring.models.deployments.OnlineDeploymentBody.Sku;
import io.mltwin.scoring.registry.images.ImageRequest;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Duration;
import java.util.Map;

/**
 * The settings of a deployment, with Azure's defaults ({@code OnlineRequestSettings}, {@code
 * ProbeSettings}).
 *
 * @param properties as given
 * @param image from which its image is built
 * @param imageId null before the image is asked for
 * @param variables of its environment and its own
 */
@RecordBuilder
record DeploymentSettings(
        Properties properties, Sku sku, ImageRequest image, String imageId, Map<String, String> variables)
        implements DeploymentSettingsBuilder.With {

    private static final Duration QUEUE_WAIT = Duration.ofMillis(500);
    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final Duration PROBE_DELAY = Duration.ofSeconds(10);
    private static final Duration PROBE_PERIOD = Duration.ofSeconds(10);
    private static final int PROBE_FAILURES = 30;

    DeploymentSettings withCapacity(int instances) {
        Sku there = sku == null ? new Sku("Default", null, null, null, null) : sku;
        return withSku(new Sku(there.name(), there.tier(), there.size(), there.family(), instances));
    }

    int instances() {
        return sku == null || sku.capacity() == null ? 1 : sku.capacity();
    }

    /** Returns whether its image has this model, {@code name:version}. */
    boolean uses(String modelId) {
        return image.modelIds() != null && image.modelIds().contains(modelId);
    }

    boolean isKubernetes() {
        return isKubernetes(properties);
    }

    static boolean isKubernetes(Properties properties) {
        return properties.endpointComputeType() != null
                && AsciiCase.equal("Kubernetes", properties.endpointComputeType());
    }

    int maxConcurrent() {
        RequestSettings given = properties.requestSettings();
        return given == null || given.maxConcurrentRequestsPerInstance() == null
                ? 1
                : given.maxConcurrentRequestsPerInstance();
    }

    Duration queueWait() {
        RequestSettings given = properties.requestSettings();
        return duration(given == null ? null : given.maxQueueWait(), QUEUE_WAIT);
    }

    Duration timeout() {
        RequestSettings given = properties.requestSettings();
        return duration(given == null ? null : given.requestTimeout(), TIMEOUT);
    }

    /** Returns how long a container may start, before its probe of liveness has failed too often. */
    Duration start() {
        Probe probe = properties.livenessProbe();
        if (probe == null) {
            return PROBE_DELAY.plus(PROBE_PERIOD.multipliedBy(PROBE_FAILURES));
        }
        int failures = requireNonNullElse(probe.failureThreshold(), PROBE_FAILURES);
        return duration(probe.initialDelay(), PROBE_DELAY)
                .plus(duration(probe.period(), PROBE_PERIOD).multipliedBy(failures));
    }

    static Duration duration(String given, Duration byDefault) {
        return given == null ? byDefault : Duration.parse(given);
    }
}
