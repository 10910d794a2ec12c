package io.mltwin.workspace.search;

import io.mltwin.armweb.ArmErrors;
import io.mltwin.armweb.ArmResourceId;
import io.mltwin.armweb.AzureException;
import io.mltwin.armweb.Regions;
import io.mltwin.encoding.AsciiCase;
import java.util.Set;
import java.util.regex.Pattern;

/** Validates a request for a search service. */
final class SearchServiceValidator {

    static final String TYPE = "Microsoft.Search/searchServices";

    private static final Pattern NAME =
            Pattern.compile("(?!.*--)[a-z0-9]{2}|(?!.*--)[a-z0-9]{2}[a-z0-9-]{0,57}[a-z0-9]");
    private static final Set<String> SKUS = Set.of(
            "free", "basic", "standard", "standard2", "standard3", "storage_optimized_l1", "storage_optimized_l2");
    private static final int MOST = 12;

    private SearchServiceValidator() {}

    /**
     * Validates a PUT.
     *
     * @throws AzureException 400 for what Azure refuses, 501 for what is not built
     */
    static void validate(ArmResourceId id, SearchServiceBody body) {
        if (!NAME.matcher(id.name()).matches()) {
            throw ArmErrors.invalidResourceName(
                    id.name(),
                    "a search service has 2 to 60 lower-case letters, digits and single '-', starts"
                            + " with two letters or digits and ends with one.");
        }
        if (body.location() == null || body.location().isBlank()) {
            throw ArmErrors.locationRequired();
        }
        if (body.sku() == null
                || body.sku().name() == null
                || !SKUS.contains(body.sku().name())) {
            throw badRequest("sku.name is one of " + SKUS.stream().sorted().toList() + ".");
        }
        if (body.identity() != null
                && !AsciiCase.equal("None", body.identity().path("type").asText("None"))) {
            throw AzureException.notBuilt("The identity of a search service");
        }
        if (body.properties() != null) {
            validateProperties(body.properties());
        }
        region(body);
    }

    /** The name of the region that a valid body asks for. */
    static String region(SearchServiceBody body) {
        return Regions.require(body.location(), TYPE);
    }

    private static void validateProperties(SearchServiceBody.Properties given) {
        requireCount("replicaCount", given.replicaCount());
        requireCount("partitionCount", given.partitionCount());
        if (given.hostingMode() != null && !AsciiCase.equal(given.hostingMode(), "default")) {
            throw AzureException.notBuilt("properties.hostingMode '" + given.hostingMode() + "'");
        }
        boolean closed =
                given.publicNetworkAccess() != null && !AsciiCase.equal(given.publicNetworkAccess(), "enabled");
        if (closed
                || given.networkRuleSet() != null
                        && !given.networkRuleSet().path("ipRules").isEmpty()) {
            throw AzureException.notBuilt("Network rules of a search service");
        }
    }

    private static void requireCount(String property, Integer value) {
        if (value != null && (value < 1 || value > MOST)) {
            throw badRequest("properties." + property + " is a number from 1 to " + MOST + ".");
        }
    }

    static AzureException badRequest(String why) {
        return new AzureException(400, "BadRequest", why);
    }
}
