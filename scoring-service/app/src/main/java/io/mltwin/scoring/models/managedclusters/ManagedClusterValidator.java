package io.mltwin.scoring.models.managedclusters;

import static io.mltwin.armweb.ArmErrors.invalidRequestContent;
import static io.mltwin.armweb.ArmErrors.propertyChangeNotAllowed;
import static io.mltwin.armweb.AzureException.badRequest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mltwin.armweb.ArmResourceId;
import io.mltwin.armweb.AzureException;
import io.mltwin.armweb.Rules;
import io.mltwin.encoding.AsciiCase;
import io.mltwin.resourceprovider.NameRule;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Validates a managed cluster as Microsoft.ContainerService does (2020-09-01 and later). A setting
 * that would protect it and is not built is refused, not ignored.
 */
final class ManagedClusterValidator {

    static final String SYSTEM_ASSIGNED = "SystemAssigned";

    static final NameRule NAME = NameRule.of(
            "[A-Za-z0-9]([A-Za-z0-9_-]{0,61}[A-Za-z0-9])?",
            "a managed cluster has 1 to 63 letters, digits, '-' and '_', with a letter or digit at both ends.");
    private static final String DISK_ENCRYPTION_SET = "diskEncryptionSetID";
    private static final int MOST_NODES = 1000;
    // encryption with a customer's key needs 1.17, as "Enterprise security and governance" says
    private static final Pattern ENCRYPTS_NOT = Pattern.compile("1\\.0*(\\d|1[0-6])(\\.\\d+)?");
    private static final String PROPERTY = "The property '%s' of a managed cluster";

    private static final String COUNT = "%s is not 1 to " + MOST_NODES + ".";

    private static final Rules<JsonNode> PATCH = Rules.of(
                    JsonNode.class,
                    "",
                    (member, why) -> invalidRequestContent("PATCH of a managed cluster takes tags, not '%s'.", member))
            .absent("", "properties", "identity", "sku");

    private static final Rules<JsonNode> IDENTITY = rules("")
            .when(
                    body -> !body.at("/identity").hasNonNull("type")
                            || AsciiCase.equal("None", body.at("/identity/type").asText()),
                    rules("")
                            .requiredAs("servicePrincipalProfile", null, "properties.servicePrincipalProfile.clientId"))
            .notBuiltBut("The identity type '%s' of a managed cluster", "identity.type", "None", SYSTEM_ASSIGNED);

    private static final Rules<JsonNode> POOL = rules("agentPoolProfile.")
            .missing("name")
            .matches("[a-z][a-z0-9]{0,11}", "'%s' is not 1 to 12 small letters and digits, the first a letter.", "name")
            .missing("vmSize")
            .when(ManagedClusterValidator::isSystem, rules("").range(1, MOST_NODES, COUNT, "count"))
            .range(0, MOST_NODES, COUNT, "count")
            .notBuilt(PROPERTY, "vnetSubnetID")
            .notBuiltIfAsked("%s of an agent pool", "enableEncryptionAtHost");

    private static final Rules<JsonNode> PROPERTIES = rules("")
            .missing("dnsPrefix")
            .matches(
                    "[A-Za-z0-9]([A-Za-z0-9-]{0,52}[A-Za-z0-9])?",
                    "it has 1 to 54 letters, digits and '-', none of these at its ends.",
                    "dnsPrefix")
            .missing("agentPoolProfiles")
            .each("agentPoolProfiles", POOL::check)
            .part("agentPoolProfiles", ManagedClusterValidator::refuseTwins)
            .refuse(
                    properties -> pools(properties).noneMatch(ManagedClusterValidator::isSystem),
                    "agentPoolProfiles",
                    "one pool must have the mode System.")
            .matches("1\\.\\d{1,3}(\\.\\d{1,3})?", "'%s' is no version such as 1.17.0.", "kubernetesVersion")
            .refuse(
                    properties -> properties.hasNonNull(DISK_ENCRYPTION_SET)
                            && ENCRYPTS_NOT
                                    .matcher(
                                            properties.path("kubernetesVersion").asText())
                                    .matches(),
                    DISK_ENCRYPTION_SET,
                    "it needs Kubernetes 1.17 or later.")
            .and(ManagedClusterValidator::diskEncryptionSet)
            .notBuilt(
                    PROPERTY,
                    "aadProfile",
                    "apiServerAccessProfile",
                    "securityProfile",
                    "privateLinkResources",
                    "networkProfile.networkPolicy")
            .notBuiltIfAsked("%s of a managed cluster", "disableLocalAccounts")
            .notBuiltFor("publicNetworkAccess Disabled of a managed cluster", "publicNetworkAccess", "Disabled");

    private ManagedClusterValidator() {}

    /** {@code TagsObject}: tags alone. */
    static void validatePatch(JsonNode body) {
        PATCH.check(body);
    }

    /** Returns whether a valid body asks for an identity of the cluster's own. */
    static boolean wantsIdentity(JsonNode body) {
        return AsciiCase.equal(body.path("identity").path("type").asText("None"), SYSTEM_ASSIGNED);
    }

    /**
     * Validates a PUT.
     *
     * @throws AzureException 400 for what Azure refuses, 501 for what is not built
     */
    static void validate(JsonNode body) {
        IDENTITY.check(body);
        PROPERTIES.check(body.path("properties"));
    }

    private static Rules<JsonNode> rules(String place) {
        return Rules.of(JsonNode.class, place, ManagedClusterValidator::invalid);
    }

    private static Stream<JsonNode> pools(JsonNode properties) {
        return properties.path("agentPoolProfiles").valueStream();
    }

    private static void refuseTwins(JsonNode pools) {
        Set<String> names = new HashSet<>();
        for (JsonNode pool : pools) {
            String name = pool.path("name").asText();
            if (!names.add(name)) {
                throw invalid("agentPoolProfile.name", "there are two pools '" + name + "'.");
            }
        }
    }

    private static boolean isSystem(JsonNode pool) {
        return AsciiCase.equal(pool.path("mode").asText("System"), "System");
    }

    /** Returns the disk encryption set of a cluster, if it has one. */
    static Optional<ArmResourceId> diskEncryptionSet(JsonNode properties) {
        if (!properties.hasNonNull(DISK_ENCRYPTION_SET)) {
            return Optional.empty();
        }
        String given = properties.path(DISK_ENCRYPTION_SET).asText();
        ArmResourceId id;
        try {
            id = ArmResourceId.parse(given);
        } catch (AzureException malformed) {
            throw noDiskEncryptionSet(given);
        }
        if (!AsciiCase.equal(id.type(), "Microsoft.Compute/diskEncryptionSets")) {
            throw noDiskEncryptionSet(given);
        }
        return Optional.of(id);
    }

    /**
     * Refuses a property's value.
     *
     * @param why null for a property that is missing
     */
    private static AzureException invalid(String parameter, String why) {
        AzureException refusal = why == null
                ? badRequest("InvalidParameter", "Required parameter %s is missing (null).", parameter)
                : badRequest("InvalidParameter", "The value of parameter %s is invalid: %s", parameter, why);
        return refusal.withTarget(parameter);
    }

    private static AzureException noDiskEncryptionSet(String given) {
        return invalid(DISK_ENCRYPTION_SET, "'" + given + "' is no id of a Microsoft.Compute/diskEncryptionSets.");
    }

    /** Refuses a change of what is set at creation. */
    static void validateChange(JsonNode old, JsonNode given) {
        if (!old.path("dnsPrefix").equals(given.path("dnsPrefix"))) {
            throw propertyChangeNotAllowed("properties.dnsPrefix");
        }
        Optional<ArmResourceId> set = diskEncryptionSet(old);
        if (set.isPresent()
                && !set.map(ArmResourceId::key).equals(diskEncryptionSet(given).map(ArmResourceId::key))) {
            throw propertyChangeNotAllowed("properties." + DISK_ENCRYPTION_SET);
        }
    }

    /** Removes values that are never shown again, and those that the service says itself. */
    static void dropSecrets(ObjectNode properties) {
        properties.remove(
                List.of("provisioningState", "powerState", "fqdn", "privateFQDN", "maxAgentPools", "identityProfile"));
        if (properties.path("servicePrincipalProfile") instanceof ObjectNode principal) {
            principal.retain("clientId");
        }
        if (properties.path("windowsProfile") instanceof ObjectNode windows) {
            windows.remove("adminPassword");
        }
    }
}
