package io.mltwin.scoring.models.managedclusters;

import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.resourceprovider.ResourceProvider;
import io.mltwin.resourceprovider.ResourceType;
import io.mltwin.resourceprovider.ResourceType.Verb;
import io.mltwin.resourceprovider.TrackedRows;
import io.mltwin.resourceprovider.TrackedTypes;
import io.mltwin.scoring.operations.ArmOperations;
import jakarta.inject.Singleton;
import java.util.List;

/**
 * {@code Microsoft.ContainerService/managedClusters} behind Azure Resource Manager (2020-09-01 and
 * later).
 */
@Singleton
record ManagedClusterProvider(
        TrackedTypes kit,
        TrackedRows<ManagedClusterEntity> rows,
        ManagedClusterService clusters,
        ArmOperations operations)
        implements ResourceProvider {

    @Override
    public List<ResourceType> types() {
        return List.of(
                kit.of(ManagedClusterService.TYPE, rows, ManagedClusterEntity::new, JsonNode.class, "managed cluster")
                        .named(ManagedClusterValidator.NAME)
                        .validate((call, body) -> ManagedClusterValidator.validate(body))
                        .draft(clusters::prepare)
                        .apply((call, row, body, identity) -> clusters.change(row, body, identity))
                        .show(ManagedClusterMapper::members)
                        .validatePatch(ManagedClusterValidator::validatePatch)
                        .prepareDelete((call, row) -> clusters.prepareDeletion(row))
                        .operations(operations::done)
                        .type()
                        .notBuilt(Verb.POST)
                        .build());
    }
}
