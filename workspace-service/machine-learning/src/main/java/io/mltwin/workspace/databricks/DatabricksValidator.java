package io.mltwin.workspace.databricks;

import static io.mltwin.armweb.AzureException.badRequest;
import static io.mltwin.encoding.Absence.isBlank;

import io.mltwin.armweb.ArmResourceId;
import io.mltwin.armweb.AzureException;
import io.mltwin.armweb.Rules;
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

    private static final String LEAVE_OUT = "Leave it out.";

    private static final Rules<Properties> RULES = Rules.of(
                    Properties.class, "properties.", DatabricksValidator::invalid)
            .and(given -> DatabricksParameters.read(given.parameters()))
            .settingNotBuiltBut("publicNetworkAccess", "a workspace answers everybody's network", LEAVE_OUT, "Enabled")
            .settingNotBuiltBut("requiredNsgRules", "a workspace lies in no virtual network", LEAVE_OUT, "AllRules")
            .settingNotBuiltBut("defaultStorageFirewall", "the storage account has no firewall", LEAVE_OUT, "Disabled")
            .settingNotBuilt("notebooks and disks of clusters are not built", LEAVE_OUT, "encryption")
            .settingNotBuilt("there are no access connectors", LEAVE_OUT, "accessConnector")
            .settingNotBuilt("there is no Unity Catalog", LEAVE_OUT, "defaultCatalog");

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
        RULES.check(body.properties());
    }

    /** Validates a PATCH. */
    static void validateChange(DatabricksBody body) {
        if (body.sku() != null) {
            sku(body);
        }
        if (body.properties() != null) {
            RULES.check(body.properties());
        }
    }

    /** Returns the pricing tier; standard where none is given. */
    static String sku(DatabricksBody body) {
        if (body.sku() == null) {
            return "standard";
        }
        if (body.sku().name() == null
                || !SKUS.contains(AsciiCase.lower(body.sku().name()))) {
            throw badRequest(
                            "InvalidSku",
                            "sku.name is one of %s.",
                            SKUS.stream().sorted().toList())
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
        if (isBlank(text)) {
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
        return badRequest("InvalidWorkspaceProperty", "properties.%s is not valid: %s", property, why)
                .withTarget("properties." + property);
    }
}
