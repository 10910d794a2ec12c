package io.mltwin.workspace.documentdb;

import io.mltwin.resourceprovider.ResourceChange;
import io.mltwin.resourceprovider.ResourceProvider;
import io.mltwin.resourceprovider.ResourceType;
import io.mltwin.resourceprovider.ResourceType.Verb;
import jakarta.inject.Singleton;
import java.util.List;

/**
 * Microsoft.DocumentDB/databaseAccounts (API 2021-04-15): PUT, GET, list, DELETE and {@code
 * listKeys}. Databases, containers and whatever else an account has answer 501.
 *
 * <p>Deviation: the endpoint of a Cosmos DB account is named and answers nothing: a workspace's run
 * history is kept by compute-service.
 */
@Singleton
class CosmosAccountProvider implements ResourceProvider {

    private final CosmosAccountService service;

    CosmosAccountProvider(CosmosAccountService service) {
        this.service = service;
    }

    @Override
    public List<ResourceType> types() {
        return List.of(ResourceType.named(CosmosAccountValidator.TYPE)
                .get(call -> service.get(call.id()))
                .list(call -> service.list(call.id()))
                .put(ResourceChange.reading(CosmosAccountBody.class, "account")
                        .validate(service::validate)
                        .apply(service::put))
                .delete(service::delete)
                .action("listKeys", call -> service.keys(call.id()))
                .notBuilt(Verb.PATCH, Verb.POST)
                .build());
    }
}
