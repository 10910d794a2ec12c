package io.mltwin.workspace.machinelearning;

import io.mltwin.armweb.ArmCall;
import io.mltwin.resourceprovider.ResourceChange;
import io.mltwin.resourceprovider.ResourceProvider;
import io.mltwin.resourceprovider.ResourceType;
import jakarta.inject.Singleton;
import java.util.List;

/** Microsoft.MachineLearningServices/workspaces (API 2020-08-01 to 2024-10-01). */
@Singleton
record WorkspaceProvider(WorkspaceService service, WorkspacePreparation preparation, WorkspaceKeys keys)
        implements ResourceProvider {
    @Override
    public List<ResourceType> types() {
        return List.of(ResourceType.named(WorkspaceValidator.TYPE)
                .get(this::get)
                .list(call -> service.list(call.id()))
                .put(ResourceChange.reading(WorkspaceBody.class, "workspace")
                        .validate((call, body) -> WorkspaceValidator.validatePut(call.id(), body))
                        .exclusively()
                        .prepare(preparation::preparePut)
                        .apply(service::put))
                .patch(ResourceChange.reading(WorkspaceBody.class, "workspace")
                        .validate((call, body) -> WorkspaceValidator.validateSettings(body))
                        .exclusively()
                        .prepare(preparation::preparePatch)
                        .apply(service::patch))
                .delete(service::delete)
                .action("listKeys", call -> keys.list(call.id()))
                .action("listStorageAccountKeys", call -> keys.storage(call.id()))
                .build());
    }

    private Object get(ArmCall call) {
        return Skus.isAsked(call) ? Skus.all() : service.get(call.id());
    }
}
