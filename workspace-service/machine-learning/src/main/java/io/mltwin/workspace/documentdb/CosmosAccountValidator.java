package io.mltwin.workspace.documentdb;

import static io.mltwin.armweb.AzureException.notBuiltIf;
import static io.mltwin.encoding.Absence.isEmpty;

import io.mltwin.armweb.AzureException;
import io.mltwin.armweb.Regions;
import io.mltwin.armweb.Rules;
import io.mltwin.encoding.AsciiCase;
import io.mltwin.resourceprovider.NameRule;
import java.util.List;

/** Validates a request for a Cosmos DB account. */
final class CosmosAccountValidator {

    static final String TYPE = "Microsoft.DocumentDB/databaseAccounts";

    static final NameRule NAME = NameRule.of(
            "[a-z0-9](?:[a-z0-9-]{1,42})[a-z0-9]",
            "an account has 3 to 44 lower-case letters, digits and '-', and starts and ends with a letter or digit.");
    private static final String NETWORK_RULES = "Network rules of a Cosmos DB account";

    private static final Rules<CosmosAccountBody> KIND = rules().notBuiltBut(
                    "An account of kind '%s'", "kind", "GlobalDocumentDB")
            .notBuiltIfAsked("The identity of a Cosmos DB account", "identity.type")
            .matches(
                    "Eventual|Session|BoundedStaleness|Strong|ConsistentPrefix",
                    "is one of BoundedStaleness, ConsistentPrefix, Eventual, Session, Strong.",
                    "properties.consistencyPolicy.defaultConsistencyLevel")
            .range(-1, Integer.MAX_VALUE, "is -1 or more.", "properties.capacity.totalThroughputLimit");

    private static final Rules<CosmosAccountBody> NETWORK = rules().notBuiltBut(
                    NETWORK_RULES, "properties.publicNetworkAccess", "Enabled")
            .notBuiltIfAsked(
                    NETWORK_RULES,
                    "properties.virtualNetworkFilter",
                    "properties.ipRules",
                    "properties.virtualNetworkRules");

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
        KIND.check(body);
        notBuiltIf(
                given.keyVaultKeyUri() != null && !isMachineLearning,
                "properties.keyVaultKeyUri of an account that is not a workspace's");
        NETWORK.check(body);
    }

    private static void validateLocations(List<CosmosAccountBody.Location> locations) {
        if (isEmpty(locations) || locations.stream().anyMatch(l -> l == null || l.locationName() == null)) {
            throw badRequest("properties.locations must name at least one location.");
        }
        notBuiltIf(locations.size() > 1, "An account in several regions");
        Regions.require(locations.get(0).locationName(), TYPE);
    }

    private static Rules<CosmosAccountBody> rules() {
        return Rules.of(CosmosAccountBody.class, "", (name, why) -> badRequest(name + " " + why));
    }

    static AzureException badRequest(String why) {
        return AzureException.badRequest("BadRequest", why);
    }
}
