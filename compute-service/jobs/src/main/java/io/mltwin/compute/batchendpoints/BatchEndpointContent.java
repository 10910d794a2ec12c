package io.mltwin.compute.batchendpoints;

import static io.mltwin.encoding.Absence.orEmpty;

import io.mltwin.resourceprovider.SystemData;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.Map;

/**
 * The content of a batch endpoint, ciphertext at rest.
 *
 * @param armId as it was first written
 * @param defaultDeployment name of the deployment that jobs without one go to; null for none
 */
@RecordBuilder
record BatchEndpointContent(
        String armId,
        String location,
        Map<String, String> tags,
        String kind,
        String description,
        Map<String, String> properties,
        String defaultDeployment,
        SystemData systemData)
        implements BatchEndpointContentBuilder.With {

    BatchEndpointContent {
        tags = orEmpty(tags);
        properties = orEmpty(properties);
    }

    /** Returns what is kept after a PATCH, which changes the tags alone. */
    BatchEndpointContent withTags(Map<String, String> changed, SystemData changedBy) {
        return with(next -> next.tags(changed == null ? tags : changed).systemData(changedBy));
    }
}
