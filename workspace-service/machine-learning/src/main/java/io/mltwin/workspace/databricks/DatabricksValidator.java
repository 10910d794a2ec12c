package io.mltwin.workspace.databricks;

import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.armweb.ArmResourceId;
import io.mltwin.armweb.AzureException;
import io.mltwin.encoding.AsciiCase;
import io.mltwin.resourceprovider.NameRule;
import io.mltwin.workspace.databricks.DatabricksBody.Properties;
import java.util.Set;
import java.util.regex.Pattern;

/** Validates requests for Databricks workspaces. */
final class DatabricksValidator {

    static final String TYPE = "Microsoft.Databricks/workspaces";
    static final String PREMIUM = "premium";

    static final NameRule NAME =
            NameRule.of("[a-zA-Z0-9_-]{3,64}", "3 to 64 letters, digits, underscores and hyphens.");
    private static final Pattern GROUP = AsciiCase.pattern("/subscriptions/[^/]+/resourceGroups/[^/]+");
    private static final Set<String> SKUS = Set.of("standard", PREMIUM, "trial");

    private DatabricksValidator() {}

    /**
     * Validates a PUT.
     *
     * @throws AzureException 400 for what Azure refuses, 501 for what is not built
     */
    static void validate(ArmResourceId id, DatabricksBody body) {
        sku(body);
        if (body.properties() == null) {
            throw invalid("managedResourceGroupId", "it is required.");
        }
        managedGroup(id, body.properties());
        validateProperties(body.properties());
    }

    /** Validates a PATCH. */
    static void validateChange(DatabricksBody body) {
        if (body.sku() != null) {
            sku(body);
        }
        if (body.properties() != null) {
            validateProperties(body.properties());
        }
    }

    private static void validateProperties(Properties given) {
        DatabricksParameters.read(given.parameters());
        if (AsciiCase.isOther(given.publicNetworkAccess(), "Enabled")) {
            throw notBuilt("publicNetworkAccess", "a workspace answers everybody's network");
        }
        if (AsciiCase.isOther(given.requiredNsgRules(), "AllRules")) {
            throw notBuilt("requiredNsgRules", "a workspace lies in no virtual network");
        }
        if (AsciiCase.isOther(given.defaultStorageFirewall(), "Disabled")) {
            throw notBuilt("defaultStorageFirewall", "the storage account has no firewall");
        }
        refuse("encryption", given.encryption(), "notebooks and disks of clusters are not built");
        refuse("accessConnector", given.accessConnector(), "there are no access connectors");
        refuse("defaultCatalog", given.defaultCatalog(), "there is no Unity Catalog");
    }

    private static void refuse(String property, JsonNode value, String why) {
        if (value != null && !value.isNull()) {
            throw notBuilt(property, why);
        }
    }

    private static AzureException notBuilt(String property, String why) {
        return AzureException.settingNotBuilt("properties." + property, why, "Leave it out.");
    }

    /** Returns the pricing tier; standard where none is given. */
    static String sku(DatabricksBody body) {
        if (body.sku() == null) {
            return "standard";
        }
        if (body.sku().name() == null
                || !SKUS.contains(AsciiCase.lower(body.sku().name()))) {
            throw new AzureException(
                            400,
                            "InvalidSku",
                            "sku.name is one of " + SKUS.stream().sorted().toList() + ".")
                    .withTarget("sku.name");
        }
        return AsciiCase.lower(body.sku().name());
    }

    /**
     * Returns the resource group that the workspace manages.
     *
     * @throws AzureException 400 for none of the workspace's subscription, or for its own group
     */
    static ArmResourceId managedGroup(ArmResourceId workspace, Properties given) {
        String text = given.managedResourceGroupId();
        if (text == null || text.isBlank()) {
            throw invalid("managedResourceGroupId", "it is required.");
        }
        boolean isGroup = GROUP.matcher(text).matches();
        ArmResourceId group = isGroup ? ArmResourceId.parse(text) : null;
        if (!isGroup
                || !AsciiCase.equal(group.subscriptionId(), workspace.subscriptionId())
                || AsciiCase.equal(group.resourceGroup(), workspace.resourceGroup())) {
            throw invalid(
                    "managedResourceGroupId",
                    "it names a resource group of the workspace's subscription other than the workspace's own.");
        }
        return group;
    }

    static AzureException invalid(String property, String why) {
        return new AzureException(400, "InvalidWorkspaceProperty", "properties." + property + " is not valid: " + why)
                .withTarget("properties." + property);
    }
}
