package io.mltwin.compute.batchendpoints;

import static io.mltwin.encoding.Absence.orEmpty;

import io.mltwin.armweb.ArmResourceId;
import io.mltwin.compute.batchscoring.BatchDeployment;
import io.mltwin.compute.batchscoring.BatchDeployment.BatchModel;
import io.mltwin.compute.batchscoring.BatchDeploymentBody.Properties;
import io.mltwin.compute.batchscoring.BatchSettings;
import io.mltwin.resourceprovider.SystemData;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.Map;

/**
 * The content of a batch deployment, ciphertext at rest.
 *
 * @param given as a client put it
 * @param settings with what was left out
 * @param model where the files of its model lie; null for none
 * @param codeSnapshotId snapshot of its code; null for none
 * @param environmentId of its jobs
 */
@RecordBuilder
record BatchDeploymentContent(
        String armId,
        String location,
        Map<String, String> tags,
        Properties given,
        BatchSettings settings,
        BatchModel model,
        String codeSnapshotId,
        String environmentId,
        SystemData systemData)
        implements BatchDeploymentContentBuilder.With {

    BatchDeploymentContent {
        tags = orEmpty(tags);
    }

    BatchDeployment deployment() {
        return new BatchDeployment(
                ArmResourceId.parse(armId),
                given.compute(),
                given.codeConfiguration() == null
                        ? null
                        : given.codeConfiguration().scoringScript(),
                codeSnapshotId,
                model,
                environmentId,
                orEmpty(given.environmentVariables()),
                settings);
    }

    /** Returns the same with its id as it was first written, and its history. */
    BatchDeploymentContent stored(String firstId, SystemData changedBy) {
        return with(next -> next.armId(firstId).systemData(changedBy));
    }

    /** Returns what is kept after a PATCH. */
    BatchDeploymentContent patched(Map<String, String> changedTags, String description, SystemData changedBy) {
        return with(next -> next.tags(changedTags == null ? tags : changedTags)
                .given(description == null ? given : given.withDescription(description))
                .systemData(changedBy));
    }
}
