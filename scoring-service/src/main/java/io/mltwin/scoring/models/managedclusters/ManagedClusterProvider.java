package io.mltwin.scoring.models.managedclusters;

import io.mltwin.resourceprovider.ResourceChange;
import io.mltwin.resourceprovider.ResourceProvider;
import io.mltwin.resourceprovider.ResourceType;
import io.mltwin.resourceprovider.ResourceType.Verb;
import jakarta.inject.Singleton;
import java.util.List;

/**
 * {@code Microsoft.ContainerService/managedClusters} behind Azure Resource Manager (2020-09-01 and
 * later).
 */
@Singleton
class ManagedClusterProvider implements ResourceProvider {

    private final ManagedClusterService clusters;

    ManagedClusterProvider(ManagedClusterService clusters) {
        this.clusters = clusters;
    }

    @Override
    public List<ResourceType> types() {
        return List.of(ResourceType.named(ManagedClusterService.TYPE)
                .get(call -> clusters.get(call.id()))
                .list(call -> clusters.list(call.id()))
                .put(ResourceChange.readingTree()
                        .validate((call, body) -> ManagedClusterValidator.validate(call.id(), body))
                        .exclusively()
                        .prepare(clusters::prepare)
                        .apply(clusters::put))
                .patch(ResourceChange.readingTree()
                        .validate((call, body) -> ManagedClusterValidator.validatePatch(body))
                        .apply(clusters::patch))
                .delete(ResourceChange.withoutBody()
                        .exclusively()
                        .prepare(call -> clusters.prepareDeletion(call.id()))
                        .apply(call -> clusters.delete(call.id())))
                .notBuilt(Verb.POST)
                .build());
    }
}
