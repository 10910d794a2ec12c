package io.mltwin.console.creation;

import static io.mltwin.armweb.AzureException.badRequest;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.mltwin.armweb.ArmResourceId;
import io.mltwin.armweb.AzureException;
import io.mltwin.console.page.TypedText;
import io.mltwin.console.workspaces.WorkspaceId;
import jakarta.ws.rs.core.MultivaluedMap;

/**
 * The fields of a new workspace; an empty text where nothing was chosen.
 *
 * @param group ARM id of the group; empty for a new one
 * @param storageAccount ARM id of an account that is there; empty for one of the workspace's own,
 *     and so the other three
 * @param encryption {@code Microsoft} or {@code Customer}
 * @param vault ARM id of the vault of the customer's key
 * @param key URI of the customer's key, with its version
 */
public record WorkspaceForm(
        String subscription,
        String group,
        String newGroup,
        String name,
        String region,
        String storageAccount,
        String keyVault,
        String applicationInsights,
        String containerRegistry,
        String encryption,
        String vault,
        String key,
        boolean highBusinessImpact) {

    private static final String CUSTOMER = "Customer";

    static final WorkspaceForm EMPTY = new WorkspaceForm("", "", "", "", "eastus", "", "", "", "", "", "", "", false);

    static WorkspaceForm read(MultivaluedMap<String, String> form) {
        return new WorkspaceForm(
                TypedText.stripped(form, "subscription"),
                TypedText.stripped(form, "group"),
                TypedText.stripped(form, "newGroup"),
                TypedText.stripped(form, "name"),
                TypedText.stripped(form, "region"),
                TypedText.stripped(form, "storageAccount"),
                TypedText.stripped(form, "keyVault"),
                TypedText.stripped(form, "applicationInsights"),
                TypedText.stripped(form, "containerRegistry"),
                TypedText.stripped(form, "encryption"),
                TypedText.stripped(form, "vault"),
                TypedText.stripped(form, "key"),
                !TypedText.stripped(form, "hbi").isEmpty());
    }

    public boolean isNewGroup() {
        return group.isEmpty();
    }

    public boolean isCustomerKey() {
        return encryption.equals(CUSTOMER);
    }

    /**
     * Returns the id of the group.
     *
     * @throws AzureException 400 when none was chosen, 404 for a character that no such name has
     */
    ArmResourceId groupId() {
        if (!isNewGroup()) {
            ArmResourceId id = ArmResourceId.parse(group);
            if (!id.isResourceGroup()) {
                throw missing("'" + group + "' is no resource group.");
            }
            return id;
        }
        if (subscription.isEmpty() || newGroup.isEmpty()) {
            throw missing("Choose a resource group, or a subscription and a name for a new one.");
        }
        return ArmResourceId.subscription(subscription).resourceGroup(newGroup);
    }

    /**
     * Returns the id of the workspace.
     *
     * @throws AzureException 400 when a part of it is missing, 404 for a character that no such
     *     name has
     */
    WorkspaceId workspaceId() {
        ArmResourceId in = groupId();
        if (name.isEmpty()) {
            throw missing("A workspace needs a name.");
        }
        return new WorkspaceId(in.subscriptionId(), in.resourceGroup(), name);
    }

    NewGroup groupBody() {
        return new NewGroup(region);
    }

    /** Returns the body that asks Azure ML for the workspace. */
    NewWorkspace body() {
        return new NewWorkspace(
                region,
                new NewWorkspace.Identity("SystemAssigned"),
                new NewWorkspace.Properties(
                        name,
                        given(storageAccount),
                        given(keyVault),
                        given(applicationInsights),
                        given(containerRegistry),
                        highBusinessImpact ? true : null,
                        isCustomerKey()
                                ? new NewWorkspace.Encryption(
                                        "Enabled", new NewWorkspace.KeyVaultProperties(vault, key))
                                : null));
    }

    private static AzureException missing(String what) {
        return badRequest("BadRequest", what + " Nothing was changed.");
    }

    private static String given(String text) {
        return text.isEmpty() ? null : text;
    }

    /** The body of a PUT of a resource group. */
    record NewGroup(String location) {}

    /** The body of a PUT of a workspace (API 2022-10-01): what is left out, Azure ML makes itself. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record NewWorkspace(String location, Identity identity, Properties properties) {

        record Identity(String type) {}

        @JsonInclude(JsonInclude.Include.NON_NULL)
        record Properties(
                String friendlyName,
                String storageAccount,
                String keyVault,
                String applicationInsights,
                String containerRegistry,
                Boolean hbiWorkspace,
                Encryption encryption) {}

        record Encryption(String status, KeyVaultProperties keyVaultProperties) {}

        record KeyVaultProperties(String keyVaultArmId, String keyIdentifier) {}
    }
}
