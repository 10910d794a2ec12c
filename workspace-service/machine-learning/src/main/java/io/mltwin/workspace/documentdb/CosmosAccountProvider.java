package io.mltwin.workspace.documentdb;

import io.mltwin.armweb.ArmCall;
import io.mltwin.platform.Addresses;
import io.mltwin.platform.Principals;
import io.mltwin.platform.ServiceName;
import io.mltwin.resourceprovider.ResourceProvider;
import io.mltwin.resourceprovider.ResourceType;
import io.mltwin.resourceprovider.ResourceType.Verb;
import io.mltwin.resourceprovider.TrackedRows;
import io.mltwin.resourceprovider.TrackedTypes;
import io.mltwin.workspace.accesskeys.AccessKeys;
import jakarta.inject.Singleton;
import java.util.Base64;
import java.util.List;

/**
 * Microsoft.DocumentDB/databaseAccounts (API 2021-04-15): PUT, PATCH, GET, list, DELETE and {@code
 * listKeys}. Databases, containers and whatever else an account has answer 501.
 *
 * <p>Deviation: the endpoint of a Cosmos DB account is named and answers nothing: a workspace's run history is kept by
 * compute-service.
 */
@Singleton
record CosmosAccountProvider(
        TrackedTypes kit,
        TrackedRows<CosmosAccountEntity> rows,
        AccessKeys keys,
        ThroughputQuota quota,
        Addresses addresses,
        Principals principals)
        implements ResourceProvider {
    private static final String SUCCEEDED = "Succeeded";
    private static final int KEY_LENGTH = 64;
    private static final int KEYS = 4;
    private static final int UNLIMITED = -1;

    @Override
    public List<ResourceType> types() {
        return List.of(
                kit.of(CosmosAccountValidator.TYPE, rows, CosmosAccountEntity::new, CosmosAccountBody.class, "account")
                        .named(CosmosAccountValidator.NAME)
                        .uniqueName(CosmosAccountValidator::badRequest)
                        .validate((call, body) -> CosmosAccountValidator.validate(body, isMachineLearning(call)))
                        .apply(this::change)
                        .show(this::body)
                        .mergingPatch()
                        .answering(200, 204)
                        .action("listKeys", this::keys)
                        .type()
                        .notBuilt(Verb.POST)
                        .build());
    }

    private boolean isMachineLearning(ArmCall call) {
        return call.caller()
                .objectId()
                .equals(principals.service(addresses.self()).objectId());
    }

    private void change(CosmosAccountEntity row, CosmosAccountBody body) {
        if (row.isNew()) {
            row.consistency = "Session";
            row.wrappedKeys = keys.generate(KEY_LENGTH * KEYS, row);
        }
        CosmosAccountBody.Properties given = body.properties();
        if (row.keyVaultKeyUri != null && !row.keyVaultKeyUri.equals(given.keyVaultKeyUri())) {
            throw CosmosAccountValidator.badRequest("keyVaultKeyUri cannot be changed.");
        }
        row.keyVaultKeyUri = given.keyVaultKeyUri();
        if (given.consistencyPolicy() != null) {
            row.consistency = given.consistencyPolicy().defaultConsistencyLevel();
        }
        Integer limit = given.capacity() == null ? null : given.capacity().totalThroughputLimit();
        row.throughputLimit = limit == null ? UNLIMITED : limit;
        quota.require(row);
    }

    private CosmosAccountBody body(CosmosAccountEntity row) {
        String endpoint = "https://" + addresses.host(row.name + ".documents", ServiceName.WORKSPACE) + "/";
        List<CosmosAccountBody.Location> locations = List.of(
                new CosmosAccountBody.Location(row.name + "-" + row.location, row.location, endpoint, SUCCEEDED, 0));
        return new CosmosAccountBody(
                "GlobalDocumentDB",
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

    private CosmosAccountBody.Keys keys(CosmosAccountEntity row) {
        List<String> all = keys.open(row.wrappedKeys, KEYS, row).stream()
                .map(Base64.getEncoder()::encodeToString)
                .toList();
        return new CosmosAccountBody.Keys(all.get(0), all.get(1), all.get(2), all.get(3));
    }
}
