package io.mltwin.telemetry;

import io.mltwin.resourceprovider.ResourceProvider;
import io.mltwin.resourceprovider.ResourceType;
import jakarta.inject.Singleton;
import java.util.List;

/** The rest of the namespaces that Azure Resource Manager sends here. */
@Singleton
class NotBuiltProvider implements ResourceProvider {

    @Override
    public List<ResourceType> types() {
        return List.of(
                ResourceType.notBuilt("Microsoft.Insights"),
                ResourceType.notBuilt("Microsoft.OperationalInsights"),
                ResourceType.notBuilt("Microsoft.Security"));
    }
}
