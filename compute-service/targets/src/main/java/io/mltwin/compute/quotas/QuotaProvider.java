package io.mltwin.compute.quotas;

import io.mltwin.resourceprovider.ResourceProvider;
import io.mltwin.resourceprovider.ResourceType;
import jakarta.inject.Singleton;
import java.util.List;

/** {@code Microsoft.MachineLearningServices/locations/{usages, quotas, vmSizes}}: lists. */
@Singleton
record QuotaProvider(QuotaService quotas, VirtualMachineSizes sizes) implements ResourceProvider {

    private static final String LOCATIONS = "Microsoft.MachineLearningServices/locations/";

    @Override
    public List<ResourceType> types() {
        return List.of(
                ResourceType.named(LOCATIONS + "usages")
                        .list(call -> quotas.usages(
                                call.id().subscriptionId(), call.id().name()))
                        .build(),
                ResourceType.named(LOCATIONS + "quotas")
                        .list(call -> quotas.quotas(
                                call.id().subscriptionId(), call.id().name()))
                        .build(),
                ResourceType.named(LOCATIONS + "vmSizes")
                        .list(call -> sizes.all())
                        .build());
    }
}
