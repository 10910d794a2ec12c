package io.mltwin.scoring.models.managedclusters;

import static io.mltwin.scoring.models.managedclusters.ManagedClusterErrors.invalid;
import static io.mltwin.scoring.models.managedclusters.ManagedClusterErrors.missing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mltwin.armweb.ArmErrors;
import io.mltwin.armweb.ArmResourceId;
import io.mltwin.armweb.AzureException;
import io.mltwin.encoding.AsciiCase;
import io.mltwin.resourceprovider.NameRule;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Validates a managed cluster as Microsoft.ContainerService does (2020-09-01 and later). A setting
 * that would protect it and is not built is refused, not ignored.
 */
final class ManagedClusterValidator {

    static final String SYSTEM_ASSIGNED = "SystemAssigned";

    static final NameRule NAME = NameRule.of(
            "[A-Za-z0-9]([A-Za-z0-9_-]{0,61}[A-Za-z0-9])?",
            "a managed cluster has 1 to 63 letters, digits, '-' and '_', with a letter or digit at both ends.");
    private static final Pattern DNS_PREFIX = Pattern.compile("[A-Za-z0-9]([A-Za-z0-9-]{0,52}[A-Za-z0-9])?");
    private static final Pattern POOL = Pattern.compile("[a-z][a-z0-9]{0,11}");
    private static final Pattern VERSION = Pattern.compile("1\\.(\\d{1,3})(\\.\\d{1,3})?");
    private static final String DISK_ENCRYPTION_SET = "diskEncryptionSetID";
    private static final int MOST_NODES = 1000;
    // encryption with a customer's key needs 1.17, as "Enterprise security and governance" says
    private static final int ENCRYPTS_FROM = 17;
    private static final List<String> NOT_BUILT =
            List.of("aadProfile", "apiServerAccessProfile", "securityProfile", "privateLinkResources");

    private ManagedClusterValidator() {}

    /** {@code TagsObject}: tags alone. */
    static void validatePatch(JsonNode body) {
        for (String member : List.of("properties", "identity", "sku")) {
            if (body.hasNonNull(member)) {
                throw ArmErrors.invalidRequestContent("PATCH of a managed cluster takes tags, not '" + member + "'.");
            }
        }
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
        JsonNode properties = body.path("properties");
        validateIdentity(body.path("identity").path("type"), properties);
        if (!properties.hasNonNull("dnsPrefix")) {
            throw missing("dnsPrefix");
        }
        if (!DNS_PREFIX.matcher(properties.path("dnsPrefix").asText()).matches()) {
            throw invalid("dnsPrefix", "it has 1 to 54 letters, digits and '-', none of these at its ends.");
        }
        validatePools(properties.path("agentPoolProfiles"));
        validateVersion(properties);
        NOT_BUILT.forEach(field -> refuse(properties, field));
        refuse(properties.path("networkProfile"), "networkPolicy");
        if (properties.path("disableLocalAccounts").asBoolean(false)) {
            throw AzureException.notBuilt("disableLocalAccounts of a managed cluster");
        }
        if (AsciiCase.equal(properties.path("publicNetworkAccess").asText(""), "Disabled")) {
            throw AzureException.notBuilt("publicNetworkAccess Disabled of a managed cluster");
        }
    }

    private static void validateIdentity(JsonNode type, JsonNode properties) {
        String given = type.asText("None");
        if (AsciiCase.equal(given, "None")) {
            if (properties
                    .path("servicePrincipalProfile")
                    .path("clientId")
                    .asText("")
                    .isBlank()) {
                throw missing("servicePrincipalProfile");
            }
            return;
        }
        if (!AsciiCase.equal(given, SYSTEM_ASSIGNED)) {
            throw AzureException.notBuilt("The identity type '" + given + "' of a managed cluster");
        }
    }

    private static void validatePools(JsonNode pools) {
        if (pools.isEmpty()) {
            throw missing("agentPoolProfiles");
        }
        Set<String> names = new HashSet<>();
        boolean system = false;
        for (JsonNode pool : pools) {
            String name = pool.path("name").asText("");
            if (!POOL.matcher(name).matches()) {
                throw invalid(
                        "agentPoolProfile.name",
                        "'" + name + "' is not 1 to 12 small letters and digits, the first a letter.");
            }
            if (!names.add(name)) {
                throw invalid("agentPoolProfile.name", "there are two pools '" + name + "'.");
            }
            if (pool.path("vmSize").asText("").isBlank()) {
                throw missing("agentPoolProfile.vmSize");
            }
            int count = pool.path("count").asInt(1);
            boolean isSystem = AsciiCase.equal(pool.path("mode").asText("System"), "System");
            if (count < (isSystem ? 1 : 0) || count > MOST_NODES) {
                throw invalid("agentPoolProfile.count", count + " is not 1 to " + MOST_NODES + ".");
            }
            system |= isSystem;
            refuse(pool, "vnetSubnetID");
            if (pool.path("enableEncryptionAtHost").asBoolean(false)) {
                throw AzureException.notBuilt("enableEncryptionAtHost of an agent pool");
            }
        }
        if (!system) {
            throw invalid("agentPoolProfiles", "one pool must have the mode System.");
        }
    }

    private static void validateVersion(JsonNode properties) {
        boolean encrypted = properties.hasNonNull(DISK_ENCRYPTION_SET);
        if (properties.hasNonNull("kubernetesVersion")) {
            Matcher version =
                    VERSION.matcher(properties.path("kubernetesVersion").asText());
            if (!version.matches()) {
                throw invalid(
                        "kubernetesVersion",
                        "'" + properties.path("kubernetesVersion").asText() + "' is no version such as 1.17.0.");
            }
            if (encrypted && Integer.parseInt(version.group(1)) < ENCRYPTS_FROM) {
                throw invalid(DISK_ENCRYPTION_SET, "it needs Kubernetes 1.17 or later.");
            }
        }
        if (encrypted) {
            diskEncryptionSet(properties);
        }
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

    private static AzureException noDiskEncryptionSet(String given) {
        return invalid(DISK_ENCRYPTION_SET, "'" + given + "' is no id of a Microsoft.Compute/diskEncryptionSets.");
    }

    /** Refuses a change of what is set at creation. */
    static void validateChange(JsonNode old, JsonNode given) {
        if (!old.path("dnsPrefix").equals(given.path("dnsPrefix"))) {
            throw ArmErrors.propertyChangeNotAllowed("properties.dnsPrefix");
        }
        Optional<ArmResourceId> set = diskEncryptionSet(old);
        if (set.isPresent()
                && !set.map(ArmResourceId::key).equals(diskEncryptionSet(given).map(ArmResourceId::key))) {
            throw ArmErrors.propertyChangeNotAllowed("properties." + DISK_ENCRYPTION_SET);
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

    private static void refuse(JsonNode node, String field) {
        if (node.hasNonNull(field)) {
            throw AzureException.notBuilt("The property '" + field + "' of a managed cluster");
        }
    }
}
