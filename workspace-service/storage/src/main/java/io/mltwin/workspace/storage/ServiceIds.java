package io.mltwin.workspace.storage;

import static io.mltwin.armweb.ArmErrors.invalidResourceNameIf;

import io.mltwin.armweb.ArmResourceId;
import io.mltwin.encoding.AsciiCase;

/** The ids of the one service of each kind that a storage account has, and of what lies in it. */
final class ServiceIds {

    /** A service, container or share of a storage account as Azure Resource Manager shows it. */
    record StorageChildBody<P>(String id, String name, String type, String etag, P properties) {}

    private ServiceIds() {}

    /**
     * Returns the id of the account that a service, or a container or share, lies in.
     *
     * @throws io.mltwin.armweb.AzureException 400 when the service is not named default
     */
    static ArmResourceId account(ArmResourceId id) {
        ArmResourceId service = id.types().size() == 3 ? id.parent() : id;
        invalidResourceNameIf(
                service.types().size() != 2 || !AsciiCase.equal(service.name(), "default"),
                service.name(),
                "the service of a storage account is named default.");
        return service.parent();
    }
}
