package io.mltwin.scoring.provider;

import io.mltwin.resourceprovider.ResourceProvider;
import io.mltwin.resourceprovider.ResourceType;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.stream.Stream;

/**
 * The ARM types of the inferencing half that do not exist yet: each answers 501.
 *
 * <p>Deviation: services are reached through model management (v1) only; container groups have no
 * control plane of their own.
 */
@Singleton
public class NotBuiltProvider implements ResourceProvider {

    private static final String WORKSPACE = "Microsoft.MachineLearningServices/workspaces/";

    @Override
    public List<ResourceType> types() {
        return Stream.of(WORKSPACE + "services", "Microsoft.ContainerService", "Microsoft.ContainerInstance")
                .map(ResourceType::notBuilt)
                .toList();
    }
}
