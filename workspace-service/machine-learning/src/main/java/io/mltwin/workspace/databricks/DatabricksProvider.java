package io.mltwin.workspace.databricks;

import io.mltwin.resourceprovider.ResourceChange;
import io.mltwin.resourceprovider.ResourceProvider;
import io.mltwin.resourceprovider.ResourceType;
import jakarta.inject.Singleton;
import java.util.List;

/**
 * Microsoft.Databricks/workspaces (2018-04-01 to 2023-02-01): PUT, GET, list, PATCH and DELETE.
 *
 * <p>Deviation: a PATCH may give parameters as a PUT may; Azure's takes tags. A workspace lies in
 * no virtual network; its settings of networks, private links, notebooks' and disks' keys, access
 * connectors and Unity Catalog answer 501.
 */
@Singleton
class DatabricksProvider implements ResourceProvider {

    private final DatabricksService workspaces;

    DatabricksProvider(DatabricksService workspaces) {
        this.workspaces = workspaces;
    }

    @Override
    public List<ResourceType> types() {
        return List.of(ResourceType.named(DatabricksValidator.TYPE)
                .get(call -> workspaces.get(call.id()))
                .list(call -> workspaces.list(call.id()))
                .put(ResourceChange.reading(DatabricksBody.class, "Databricks workspace")
                        .validate((call, body) -> DatabricksValidator.validate(call.id(), body))
                        .exclusively()
                        .prepare(workspaces::preparePut)
                        .apply(workspaces::save))
                .patch(ResourceChange.reading(DatabricksBody.class, "Databricks workspace")
                        .validate((call, body) -> DatabricksValidator.validateChange(body))
                        .exclusively()
                        .prepare(workspaces::preparePatch)
                        .apply(workspaces::save))
                .delete(ResourceChange.withoutBody()
                        .exclusively()
                        .prepare(workspaces::prepareDeletion)
                        .apply(workspaces::delete))
                .build());
    }
}
