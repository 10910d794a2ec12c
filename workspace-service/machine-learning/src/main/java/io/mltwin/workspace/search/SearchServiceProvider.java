package io.mltwin.workspace.search;

import io.mltwin.resourceprovider.NameRule;
import io.mltwin.resourceprovider.ResourceProvider;
import io.mltwin.resourceprovider.ResourceType;
import io.mltwin.resourceprovider.TrackedTypes;
import io.mltwin.workspace.accesskeys.AccessKeys;
import jakarta.inject.Singleton;
import java.util.List;

/**
 * Microsoft.Search/searchServices: PUT, PATCH, GET, list, DELETE and {@code listAdminKeys}; query keys answer 501.
 *
 * <p>Deviation: search services have no data plane.
 */
@Singleton
record SearchServiceProvider(TrackedTypes kit, SearchServiceEntity.Rows rows, AccessKeys keys)
        implements ResourceProvider {
    static final NameRule NAME = NameRule.of(
            "(?!.*--)[a-z0-9]{2}([a-z0-9-]{0,57}[a-z0-9])?",
            "a search service has 2 to 60 lower-case letters, digits and single '-', starts"
                    + " with two letters or digits and ends with one.");

    @Override
    public List<ResourceType> types() {
        return List.of(kit.of(
                        "Microsoft.Search/searchServices",
                        rows,
                        SearchServiceEntity::new,
                        SearchServiceBody.class,
                        "search service")
                .named(NAME)
                .uniqueName(SearchServiceBody::badRequest)
                .validate((call, body) -> SearchServiceBody.RULES.check(body))
                .apply(this::change)
                .show(row -> new SearchServiceBody(
                        new SearchServiceBody.Sku(row.sku),
                        null,
                        new SearchServiceBody.Properties(
                                row.replicas, row.partitions, "default", "enabled", "running", "succeeded", null)))
                .mergingPatch()
                .action("listAdminKeys", row -> keys.hexPair(row.wrappedKeys, row))
                .type()
                .build());
    }

    private void change(SearchServiceEntity row, SearchServiceBody body) {
        if (row.isNew()) {
            row.sku = body.sku().name();
            row.wrappedKeys = keys.generate(32, row);
        } else if (!row.sku.equals(body.sku().name())) {
            throw SearchServiceBody.badRequest("The sku of the search service '" + row.name + "' cannot be changed.");
        }
        SearchServiceBody.Properties given = body.properties();
        row.replicas = given == null || given.replicaCount() == null ? 1 : given.replicaCount();
        row.partitions = given == null || given.partitionCount() == null ? 1 : given.partitionCount();
    }
}
