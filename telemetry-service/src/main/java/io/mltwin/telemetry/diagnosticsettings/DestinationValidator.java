package io.mltwin.telemetry.diagnosticsettings;

import static io.mltwin.armweb.AzureException.notFound;

import io.mltwin.access.LinkedAccessAuthorizer;
import io.mltwin.armweb.ArmCall;
import io.mltwin.armweb.ArmResourceId;
import io.mltwin.armweb.AzureException;
import io.mltwin.encoding.AsciiCase;
import jakarta.inject.Singleton;

/**
 * Checks where diagnostic logs are to go: the resource must be of the right type, the caller must
 * be allowed to read the key by which one writes there, and it must exist.
 */
@Singleton
record DestinationValidator(LinkedAccessAuthorizer access) {

    private static final String STORAGE = "Microsoft.Storage/storageAccounts";
    private static final String WORKSPACE = "Microsoft.OperationalInsights/workspaces";

    /**
     * Passes properties whose destinations exist and are the caller's to use.
     *
     * @return the properties
     * @throws AzureException 400 for what is none, 403 {@code LinkedAuthorizationFailed}, 404
     */
    SettingBody.Properties validate(ArmCall call, SettingBody.Properties given) {
        if (given.storageAccountId() != null) {
            require(call, given.storageAccountId(), STORAGE, STORAGE + "/listKeys/action");
        }
        if (given.workspaceId() != null) {
            require(call, given.workspaceId(), WORKSPACE, WORKSPACE + "/sharedKeys/action");
        }
        return given;
    }

    private void require(ArmCall call, String text, String type, String action) {
        ArmResourceId id = ArmResourceId.parse(text);
        if (!AsciiCase.equal(id.type(), type) || id.resourceGroup() == null) {
            throw SettingValidator.invalid("'" + text + "' is no resource of type " + type + ".");
        }
        access.require(call, action, id);
        if (!access.exists(id)) {
            throw notFound("ResourceNotFound", "The resource '%s' could not be found.", id);
        }
    }
}
