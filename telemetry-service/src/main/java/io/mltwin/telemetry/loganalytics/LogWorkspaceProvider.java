package io.mltwin.telemetry.loganalytics;

import io.mltwin.resourceprovider.ResourceChange;
import io.mltwin.resourceprovider.ResourceProvider;
import io.mltwin.resourceprovider.ResourceType;
import jakarta.inject.Singleton;
import java.util.List;

/** {@code Microsoft.OperationalInsights/workspaces} behind Azure Resource Manager. */
@Singleton
class LogWorkspaceProvider implements ResourceProvider {

    private final LogWorkspaceService service;

    LogWorkspaceProvider(LogWorkspaceService service) {
        this.service = service;
    }

    @Override
    public List<ResourceType> types() {
        return List.of(ResourceType.named(LogWorkspaceBody.TYPE)
                .get(call -> service.get(call.id()))
                .list(call -> service.list(call.id()))
                .put(ResourceChange.reading(LogWorkspaceBody.class, "workspace of logs")
                        .validate((call, body) -> LogWorkspaceValidator.validate(call.id(), body))
                        .apply(service::put))
                .patch(ResourceChange.reading(LogWorkspaceBody.class, "workspace of logs")
                        .apply(service::patch))
                .delete(service::delete)
                .action("sharedKeys", call -> service.keys(call.id()))
                .build());
    }
}
