package io.mltwin.workspace.search;

import io.mltwin.resourceprovider.ResourceChange;
import io.mltwin.resourceprovider.ResourceProvider;
import io.mltwin.resourceprovider.ResourceType;
import io.mltwin.resourceprovider.ResourceType.Verb;
import jakarta.inject.Singleton;
import java.util.List;

/**
 * Microsoft.Search/searchServices (API 2020-08-01): PUT, GET, list, DELETE and {@code
 * listAdminKeys}. Query keys and indexes answer 501.
 *
 * <p>Deviation: search services have no data plane.
 */
@Singleton
class SearchServiceProvider implements ResourceProvider {

    private final SearchServices services;

    SearchServiceProvider(SearchServices services) {
        this.services = services;
    }

    @Override
    public List<ResourceType> types() {
        return List.of(ResourceType.named(SearchServiceValidator.TYPE)
                .get(call -> services.get(call.id()))
                .list(call -> services.list(call.id()))
                .put(ResourceChange.reading(SearchServiceBody.class, "search service")
                        .validate((call, body) -> SearchServiceValidator.validate(call.id(), body))
                        .apply(services::put))
                .delete(services::delete)
                .action("listAdminKeys", call -> services.keys(call.id()))
                .notBuilt(Verb.PATCH)
                .build());
    }
}
