package io.mltwin.scoring.models.services;

import io.mltwin.scoring.models.services.ReplicaRule.Scaling;
import io.mltwin.scoring.registry.images.StoredImage;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.Map;
import java.util.Objects;

/**
 * A deployment as the inferencing side runs it: one of an online endpoint, or the only one of a web
 * service.
 *
 * @param key ARM id in lower case; for a web service the label of its host
 * @param title that messages name it by
 * @param folder that names those of its containers begin with
 * @param name in its endpoint; null for a web service
 * @param workspaceId ARM id
 * @param computeType {@code ACI}, {@code AKS}, {@code Managed} or {@code Kubernetes}
 * @param isRecorded whether its requests are recorded in Application Insights
 * @param isInMemory whether nothing of it may lie on a disk, since a customer's key encrypts it
 * @param image null while there is none
 * @param variables that its processes have; null for those of its image
 * @param scaling null where the number of instances stays
 */
@RecordBuilder
public record ServedDeployment(
        String key,
        String title,
        String folder,
        String name,
        String workspaceId,
        String computeType,
        boolean isRecorded,
        boolean isInMemory,
        StoredImage image,
        Map<String, String> variables,
        int instances,
        RequestLimits limits,
        Scaling scaling)
        implements ServedDeploymentBuilder.With {

    /** Whether the same containers serve both, but for their number. */
    public boolean runsLike(ServedDeployment other) {
        return image.equals(other.image) && Objects.equals(variables, other.variables) && limits.equals(other.limits);
    }

    /** Does not tell the values of its variables. */
    @Override
    public String toString() {
        return title;
    }
}
