package io.mltwin.workspace.machinelearning.encryption;

import static io.mltwin.workspace.machinelearning.encryption.EncryptionErrors.forbidden;
import static io.mltwin.workspace.machinelearning.encryption.EncryptionErrors.unfit;

import io.mltwin.access.AccessClient;
import io.mltwin.access.AccessClient.Check;
import io.mltwin.armweb.ArmResourceId;
import io.mltwin.armweb.Caller;
import io.mltwin.platform.Addresses;
import io.mltwin.platform.Principals;
import io.mltwin.platform.ServiceName;
import io.mltwin.workspace.machinelearning.encryption.VaultKeyAuthorizer.KeyPermission;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Validates that those who take part may do what a workspace under a customer's key needs. */
@Singleton
record KeyAccessValidator(
        VaultKeyAuthorizer permissions, AccessClient access, Principals principals, Addresses addresses) {

    private static final List<KeyPermission> OF_COSMOS =
            List.of(KeyPermission.GET, KeyPermission.WRAP, KeyPermission.UNWRAP);
    private static final List<KeyPermission> OF_CREATOR =
            List.of(KeyPermission.GET, KeyPermission.CREATE, KeyPermission.DELETE, KeyPermission.PURGE);
    private static final List<String> OF_CONTRIBUTOR = List.of(
            "Microsoft.Resources/subscriptions/resourceGroups/write",
            "Microsoft.Resources/subscriptions/resourceGroups/delete",
            "Microsoft.DocumentDB/databaseAccounts/write",
            "Microsoft.Storage/storageAccounts/write",
            "Microsoft.Search/searchServices/write");

    /**
     * Azure Cosmos DB's application may get, wrap and unwrap with keys of the vault (COS-18), unless
     * the request names a user-assigned identity for that, which is asked about once it is known who it
     * is.
     */
    void requireCosmos(EncryptionRequest request) {
        if (request.given().userAssignedIdentity() == null) {
            // run history is Azure Cosmos DB's, and compute-service's
            Caller cosmos = application(request, principals.service(ServiceName.COMPUTE));
            require(request, cosmos, "application Azure Cosmos DB");
        }
    }

    /** This identity has these permissions. */
    void requireIdentity(EncryptionRequest request, Caller identity) {
        require(request, identity, "user-assigned identity of the request");
    }

    private void require(EncryptionRequest request, Caller principal, String who) {
        List<KeyPermission> missing = permissions.missing(request, principal, OF_COSMOS);
        if (!missing.isEmpty()) {
            throw unfit(
                    "%s does not give the %s (object id %s) the key permissions %s.",
                    request.vaultName(), who, principal.objectId(), verbs(missing));
        }
    }

    /**
     * The Azure Machine Learning application may make what it manages in the customer's subscription,
     * as its Contributor can.
     */
    void requireContributor(EncryptionRequest request) {
        ArmResourceId subscription =
                ArmResourceId.subscription(request.call().id().subscriptionId());
        Caller caller = application(request, principals.service(addresses.self()));
        Stream<Check> checks = OF_CONTRIBUTOR.stream().map(action -> new Check(action, subscription.toString(), false));
        if (access.decide(caller, checks.toList()).contains(false)) {
            throw forbidden(
                    "The application Azure Machine Learning (object id %s) must be Contributor of the subscription '%s'"
                            + " to make the resources of a workspace under a customer-managed key.",
                    caller.objectId(), subscription);
        }
    }

    /** The creator of the workspace may get, create, delete and purge keys of the vault. */
    void requireCreator(EncryptionRequest request) {
        Caller creator = request.call().caller();
        List<KeyPermission> missing = permissions.missing(request, creator, OF_CREATOR);
        if (!missing.isEmpty()) {
            throw forbidden(
                    "The client '%s' with object id '%s' does not have the key permissions %s on the key vault '%s'.",
                    creator.displayName(), creator.objectId(), verbs(missing), request.vaultId());
        }
    }

    private static Caller application(EncryptionRequest request, Principals.Service service) {
        return new Caller(
                request.call().caller().tenantId(), service.objectId(), service.applicationId(), null, List.of());
    }

    private static String verbs(List<KeyPermission> permissions) {
        return permissions.stream().map(KeyPermission::verb).collect(Collectors.joining(", "));
    }
}
