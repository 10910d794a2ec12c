package io.mltwin.workspace.machinelearning;

import static io.mltwin.armweb.ArmErrors.locationRequired;
import static io.mltwin.armweb.AzureException.badRequest;
import static io.mltwin.armweb.AzureException.conflict;
import static io.mltwin.armweb.AzureException.notBuilt;
import static io.mltwin.armweb.AzureException.notBuiltIf;
import static io.mltwin.armweb.AzureException.settingNotBuiltIf;

import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.armweb.ArmResourceId;
import io.mltwin.armweb.AzureException;
import io.mltwin.armweb.Regions;
import io.mltwin.encoding.AsciiCase;
import io.mltwin.resourceprovider.NameRule;
import io.mltwin.workspace.machinelearning.encryption.EncryptionBody;

/**
 * Validates a request for a workspace; settings that nothing here enforces yet are refused, not
 * ignored.
 */
final class WorkspaceValidator {

    static final String TYPE = "Microsoft.MachineLearningServices/workspaces";

    private static final NameRule NAME = NameRule.of(
            "[a-zA-Z0-9][a-zA-Z0-9_-]{2,32}",
            "a workspace has 3 to 33 letters, digits, '_' and '-', and starts with a letter or digit.");

    /** {@code systemDatastoresAuthMode}, as Azure's documents spell it. */
    static final String BY_KEY = "accessKey";

    static final String BY_IDENTITY = "identity";
    private static final String BY_USER_DELEGATION = "UserDelegationSAS";

    static final WorkspaceBody.Properties NO_PROPERTIES = new WorkspaceBody.Properties(
            null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null,
            null, null, null, null, null, null, null, null, null, null);

    private WorkspaceValidator() {}

    /**
     * Validates a PUT.
     *
     * @throws AzureException 400 for what Azure refuses, 501 for what is not built
     */
    static void validatePut(ArmResourceId id, WorkspaceBody body) {
        NAME.require(id.name());
        region(body);
        validateSettings(body);
    }

    /** The name of the region that a valid body asks for. */
    static String region(WorkspaceBody body) {
        if (body.location() == null || body.location().isBlank()) {
            throw locationRequired();
        }
        return Regions.require(body.location(), TYPE);
    }

    /** Validates what PUT and PATCH have in common. */
    static void validateSettings(WorkspaceBody body) {
        if (AsciiCase.isOther(body.kind(), "Default")) {
            throw notBuilt("A workspace of kind '%s'", body.kind());
        }
        WorkspaceBody.Properties given = properties(body);
        if (given.encryption() != null) {
            given.encryption().checkForm();
        }
        if (AsciiCase.isOther(given.publicNetworkAccess(), "Enabled", "Disabled")) {
            throw unknown("publicNetworkAccess", "Enabled or Disabled", given.publicNetworkAccess());
        }
        authMode(given);
        settingNotBuiltIf(
                given.imageBuildCompute() != null && !given.imageBuildCompute().isBlank(),
                "properties.imageBuildCompute",
                "images of environments are built on serverless compute",
                "Leave it out.");
        settingNotBuiltIf(
                isSet(given.serviceManagedResourcesSettings())
                        && isSet(given.serviceManagedResourcesSettings().findValue("collectionsThroughput")),
                "properties.serviceManagedResourcesSettings.cosmosDb.collectionsThroughput",
                "run history has no throughput to set",
                "Leave it out.");
        notBuiltIf(
                isSet(given.sharedPrivateLinkResources())
                        && !given.sharedPrivateLinkResources().isEmpty(),
                "properties.sharedPrivateLinkResources");
        String isolation = isSet(given.managedNetwork())
                ? given.managedNetwork().path("isolationMode").asText("Disabled")
                : "Disabled";
        notBuiltIf(!AsciiCase.equal(isolation, "Disabled"), "properties.managedNetwork.isolationMode '%s'", isolation);
    }

    /** The {@code systemDatastoresAuthMode} that is asked for; null where none is. */
    static String authMode(WorkspaceBody.Properties given) {
        String mode = given.systemDatastoresAuthMode();
        if (mode == null || mode.isEmpty()) {
            return null;
        }
        notBuiltIf(AsciiCase.equal(mode, BY_USER_DELEGATION), "properties.systemDatastoresAuthMode '%s'", mode);
        if (AsciiCase.equal(mode, BY_IDENTITY)) {
            return BY_IDENTITY;
        }
        if (AsciiCase.equal(mode, BY_KEY)) {
            return BY_KEY;
        }
        throw unknown("systemDatastoresAuthMode", BY_KEY + " or " + BY_IDENTITY, mode);
    }

    private static AzureException unknown(String name, String known, String given) {
        return badRequest("ValidationError", "The property '%s' is %s, not '%s'.", name, known, given)
                .withTarget("properties." + name);
    }

    static WorkspaceBody.Properties properties(WorkspaceBody body) {
        return body.properties() == null ? NO_PROPERTIES : body.properties();
    }

    /** Refuses changes of properties that are set when the workspace is made. */
    static void requireUnchanged(WorkspaceEntity row, WorkspaceBody body) {
        WorkspaceBody.Properties given = properties(body);
        requireSame(
                "hbiWorkspace",
                given.hbiWorkspace() == null ? null : given.hbiWorkspace().toString(),
                Boolean.toString(row.hbiWorkspace));
        requireSame("storageAccount", given.storageAccount(), row.storageAccountId);
        requireSame("keyVault", given.keyVault(), row.keyVaultId);
        requireSame("applicationInsights", given.applicationInsights(), row.applicationInsightsId);
        requireSame("containerRegistry", given.containerRegistry(), row.containerRegistryId);
        if (given.encryption() != null) {
            requireSameKey(given.encryption(), row);
        }
        if (body.location() != null) {
            row.requireLocation(body.location());
        }
    }

    /** Passes when no operation is under way on the workspace. */
    static void requireIdle(WorkspaceEntity row) {
        if (!row.provisioningState.equals("Succeeded") && !row.provisioningState.equals("Failed")) {
            throw conflict(
                    "Conflict",
                    "The workspace '%s' is in state '%s': wait for the operation that is under way.",
                    row.name,
                    row.provisioningState);
        }
    }

    /** Neither another key, nor one more, nor none (COS-19); a newer version comes by rotation. */
    private static void requireSameKey(EncryptionBody given, WorkspaceEntity row) {
        boolean enabled = row.customerKey != null;
        if (given.isEnabled() != enabled) {
            requireSame(
                    "encryption.status", given.isEnabled() ? "Enabled" : "Disabled", enabled ? "Enabled" : "Disabled");
        } else if (enabled && given.keyVaultProperties() != null) {
            requireSame(
                    "encryption.keyVaultProperties.keyVaultArmId",
                    given.keyVaultProperties().keyVaultArmId(),
                    row.customerVaultId);
            requireSame(
                    "encryption.keyVaultProperties.keyIdentifier",
                    given.keyVaultProperties().keyIdentifier(),
                    row.customerKey);
            requireSame("encryption.identity.userAssignedIdentity", given.userAssignedIdentity(), row.keyIdentity);
        }
    }

    private static void requireSame(String name, String given, String kept) {
        if (AsciiCase.isOther(given, kept)) {
            throw badRequest(
                            "ValidationError",
                            "The property '%s' cannot be changed after the workspace has been created; it is '%s'.",
                            name,
                            kept)
                    .withTarget("properties." + name);
        }
    }

    private static boolean isSet(JsonNode node) {
        return node != null && !node.isNull() && !node.isMissingNode();
    }
}
