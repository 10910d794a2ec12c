package io.mltwin.compute.unbuilt;

import io.mltwin.resourceprovider.ResourceProvider;
import io.mltwin.resourceprovider.ResourceType;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.stream.Stream;

/** Types that belong to compute-service and are not built: 501, never a canned success. */
@Singleton
public class UnbuiltProvider implements ResourceProvider {

    @Override
    public List<ResourceType> types() {
        return Stream.of(
                        "Microsoft.MachineLearningServices/locations",
                        "Microsoft.Compute",
                        "Microsoft.HDInsight",
                        "Microsoft.DataFactory")
                .map(ResourceType::notBuilt)
                .toList();
    }
}
