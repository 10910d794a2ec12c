package io.mltwin.workspace.machinelearning;

import static io.mltwin.armweb.ArmErrors.locationRequired;
import static io.mltwin.armweb.AzureException.badRequest;
import static io.mltwin.armweb.AzureException.conflict;
import static io.mltwin.armweb.AzureException.notBuiltIf;
import static io.mltwin.armweb.AzureException.settingNotBuilt;
import static io.mltwin.armweb.Json.isGiven;
import static io.mltwin.encoding.Absence.isEmpty;
import static java.util.Objects.requireNonNullElse;

import io.mltwin.armweb.ArmResourceId;
import io.mltwin.armweb.AzureException;
import io.mltwin.armweb.Json;
import io.mltwin.armweb.Regions;
import io.mltwin.armweb.Rules;
import io.mltwin.encoding.AsciiCase;
import io.mltwin.resourceprovider.NameRule;
import io.mltwin.workspace.machinelearning.encryption.EncryptionBody;
import java.util.List;

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

    static final WorkspaceBody.Properties NO_PROPERTIES = Json.read("{}", WorkspaceBody.Properties.class);

    private static final String LEAVE_OUT = "Leave it out.";

    private static final Rules<WorkspaceBody> RULES = Rules.of(WorkspaceBody.class, "", WorkspaceValidator::unknown)
            .notBuiltBut("A workspace of kind '%s'", "kind", "Default")
            .part("properties.encryption", EncryptionBody::checkForm)
            .oneOf(List.of("Enabled", "Disabled"), "is Enabled or Disabled, not '%s'", "properties.publicNetworkAccess")
            .part("properties", WorkspaceValidator::authMode)
            .settingNotBuiltIfAsked(
                    "images of environments are built on serverless compute", LEAVE_OUT, "properties.imageBuildCompute")
            .refuse(
                    body -> body.properties() != null
                            && isGiven(body.properties().serviceManagedResourcesSettings())
                            && isGiven(body.properties()
                                    .serviceManagedResourcesSettings()
                                    .findValue("collectionsThroughput")),
                    none -> settingNotBuilt(
                            "properties.serviceManagedResourcesSettings.cosmosDb.collectionsThroughput",
                            "run history has no throughput to set",
                            LEAVE_OUT))
            .notBuiltIfAsked("properties.%s", "properties.sharedPrivateLinkResources")
            .notBuiltBut(
                    "properties.managedNetwork.isolationMode '%s'",
                    "properties.managedNetwork.isolationMode", "Disabled");

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
        RULES.check(body);
    }

    /** The {@code systemDatastoresAuthMode} that is asked for; null where none is. */
    static String authMode(WorkspaceBody.Properties given) {
        String mode = given.systemDatastoresAuthMode();
        if (isEmpty(mode)) {
            return null;
        }
        notBuiltIf(AsciiCase.equal(mode, BY_USER_DELEGATION), "properties.systemDatastoresAuthMode '%s'", mode);
        if (AsciiCase.equal(mode, BY_IDENTITY)) {
            return BY_IDENTITY;
        }
        if (AsciiCase.equal(mode, BY_KEY)) {
            return BY_KEY;
        }
        throw unknown(
                "properties.systemDatastoresAuthMode", "is %s or %s, not '%s'".formatted(BY_KEY, BY_IDENTITY, mode));
    }

    private static AzureException unknown(String path, String why) {
        String name = path.replaceFirst("properties\\.", "");
        return badRequest("ValidationError", "The property '%s' %s.", name, why).withTarget(path);
    }

    static WorkspaceBody.Properties properties(WorkspaceBody body) {
        return requireNonNullElse(body.properties(), NO_PROPERTIES);
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
}
