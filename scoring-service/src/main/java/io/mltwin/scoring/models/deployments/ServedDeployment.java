package io.mltwin.scoring.models.deployments;

import io.mltwin.scoring.models.services.Scaling;
import io.mltwin.scoring.registry.images.StoredImage;
import java.time.Duration;
import java.util.Map;

/**
 * A deployment as the inferencing side runs it.
 *
 * @param key ARM id in lower case
 * @param computeType {@code Managed} or {@code Kubernetes}
 * @param isRecorded whether its requests are recorded in Application Insights
 * @param image null while there is none
 * @param scaling null where the number of instances stays
 */
public record ServedDeployment(
        String key,
        String endpointName,
        String name,
        String computeType,
        boolean isRecorded,
        StoredImage image,
        int instances,
        Map<String, String> variables,
        int maxConcurrent,
        Duration queueWait,
        Duration timeout,
        Duration start,
        Scaling scaling) {

    /** Returns whether the same containers serve both, but for their number. */
    public boolean runsLike(ServedDeployment other) {
        return image.equals(other.image)
                && variables.equals(other.variables)
                && maxConcurrent == other.maxConcurrent
                && queueWait.equals(other.queueWait)
                && timeout.equals(other.timeout)
                && start.equals(other.start);
    }
}
