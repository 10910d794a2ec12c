package io.mltwin.workspace.databricks;

import io.mltwin.platform.Addresses;
import io.mltwin.resourceprovider.ResourceProvider;
import io.mltwin.resourceprovider.ResourceType;
import io.mltwin.resourceprovider.TrackedRows;
import io.mltwin.resourceprovider.TrackedTypes;
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
record DatabricksProvider(
        TrackedTypes kit, TrackedRows<DatabricksEntity> rows, DatabricksService workspaces, Addresses addresses)
        implements ResourceProvider {
    @Override
    public List<ResourceType> types() {
        return List.of(kit.of(
                        DatabricksValidator.TYPE,
                        rows,
                        DatabricksEntity::new,
                        DatabricksBody.class,
                        "Databricks workspace")
                .named(DatabricksValidator.NAME)
                .validate((call, body) -> DatabricksValidator.validate(call.id(), body))
                .draft((call, body, row, claim) -> workspaces.prepare(call, body, row))
                .apply((call, row, body, prepared) -> workspaces.change(call, row, prepared))
                .show(row -> DatabricksMapper.body(row, addresses))
                .partialPatch((call, body) -> DatabricksValidator.validateChange(body))
                .prepareDelete(workspaces::prepareDeletion)
                .beforeDelete((call, row) -> workspaces.end(row))
                .type()
                .build());
    }
}
