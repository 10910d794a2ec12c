package io.mltwin.workspace.documentdb;

import io.mltwin.armweb.AzureException;
import io.mltwin.armweb.Regions;
import io.mltwin.encoding.AsciiCase;
import io.mltwin.resourceprovider.NameRule;
import java.util.List;
import java.util.Set;

/** Validates a request for a Cosmos DB account. */
final class CosmosAccountValidator {

    static final String TYPE = "Microsoft.DocumentDB/databaseAccounts";

    static final NameRule NAME = NameRule.of(
            "[a-z0-9](?:[a-z0-9-]{1,42})[a-z0-9]",
            "an account has 3 to 44 lower-case letters, digits and '-', and starts and ends with a letter or digit.");
    private static final Set<String> CONSISTENCY =
            Set.of("Eventual", "Session", "BoundedStaleness", "Strong", "ConsistentPrefix");

    private CosmosAccountValidator() {}

    /**
     * Validates a PUT.
     *
     * @param isMachineLearning the caller is the Azure ML application
     * @throws AzureException 400 for what Azure refuses, 501 for what is not built
     */
    static void validate(CosmosAccountBody body, boolean isMachineLearning) {
        CosmosAccountBody.Properties given = body.properties();
        if (given == null || !AsciiCase.equal("Standard", given.databaseAccountOfferType())) {
            throw badRequest("properties.databaseAccountOfferType must be Standard.");
        }
        validateLocations(given.locations());
        validateKind(body, given);
        if (given.keyVaultKeyUri() != null && !isMachineLearning) {
            throw AzureException.notBuilt("properties.keyVaultKeyUri of an account that is not a workspace's");
        }
        validateNetwork(given);
    }

    private static void validateLocations(List<CosmosAccountBody.Location> locations) {
        if (locations == null
                || locations.isEmpty()
                || locations.stream().anyMatch(l -> l == null || l.locationName() == null)) {
            throw badRequest("properties.locations must name at least one location.");
        }
        if (locations.size() > 1) {
            throw AzureException.notBuilt("An account in several regions");
        }
        Regions.require(locations.get(0).locationName(), TYPE);
    }

    private static void validateKind(CosmosAccountBody body, CosmosAccountBody.Properties given) {
        if (body.kind() != null && !body.kind().equals("GlobalDocumentDB")) {
            throw AzureException.notBuilt("An account of kind '" + body.kind() + "'");
        }
        if (body.identity() != null
                && !AsciiCase.equal("None", body.identity().path("type").asText("None"))) {
            throw AzureException.notBuilt("The identity of a Cosmos DB account");
        }
        if (given.consistencyPolicy() != null
                && !CONSISTENCY.contains(given.consistencyPolicy().defaultConsistencyLevel())) {
            throw badRequest("properties.consistencyPolicy.defaultConsistencyLevel is one of "
                    + String.join(", ", CONSISTENCY.stream().sorted().toList())
                    + ".");
        }
        if (given.capacity() != null
                && given.capacity().totalThroughputLimit() != null
                && given.capacity().totalThroughputLimit() < -1) {
            throw badRequest("properties.capacity.totalThroughputLimit is -1 or more.");
        }
    }

    private static void validateNetwork(CosmosAccountBody.Properties given) {
        boolean closed = AsciiCase.isOther(given.publicNetworkAccess(), "Enabled");
        if (closed
                || Boolean.TRUE.equals(given.virtualNetworkFilter())
                || isSet(given.ipRules())
                || isSet(given.virtualNetworkRules())) {
            throw AzureException.notBuilt("Network rules of a Cosmos DB account");
        }
    }

    private static boolean isSet(List<?> list) {
        return list != null && !list.isEmpty();
    }

    static AzureException badRequest(String why) {
        return new AzureException(400, "BadRequest", why);
    }
}
