package io.mltwin.workspace.documentdb;

import io.mltwin.platform.Addresses;
import io.mltwin.platform.ServiceName;
import java.util.List;

/** Maps between a Cosmos DB account's row and its wire form. */
final class CosmosAccountMapper {

    private static final String SUCCEEDED = "Succeeded";

    private CosmosAccountMapper() {}

    static CosmosAccountBody body(CosmosAccountEntity row, Addresses addresses) {
        String endpoint = "https://" + addresses.host(row.name + ".documents", ServiceName.WORKSPACE) + "/";
        List<CosmosAccountBody.Location> locations = List.of(
                new CosmosAccountBody.Location(row.name + "-" + row.location, row.location, endpoint, SUCCEEDED, 0));
        return new CosmosAccountBody(
                row.id,
                row.name,
                CosmosAccountValidator.TYPE,
                row.location,
                row.kind,
                row.tags,
                null,
                new CosmosAccountBody.Properties(
                        SUCCEEDED,
                        endpoint,
                        "Standard",
                        new CosmosAccountBody.ConsistencyPolicy(row.consistency),
                        locations,
                        locations,
                        locations,
                        row.keyVaultKeyUri,
                        new CosmosAccountBody.Capacity(row.throughputLimit),
                        "Enabled",
                        false,
                        List.of(),
                        List.of()));
    }
}
