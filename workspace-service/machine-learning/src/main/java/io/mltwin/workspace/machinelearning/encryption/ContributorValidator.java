package io.mltwin.workspace.machinelearning.encryption;

import static io.mltwin.workspace.machinelearning.encryption.EncryptionErrors.forbidden;

import io.mltwin.access.AccessClient;
import io.mltwin.access.AccessClient.Check;
import io.mltwin.armweb.ArmResourceId;
import io.mltwin.armweb.Caller;
import io.mltwin.platform.Principals;
import java.util.List;
import java.util.stream.Stream;

/**
 * The Azure Machine Learning application may make what it manages in the customer's subscription,
 * as its Contributor can.
 */
final class ContributorValidator implements EncryptionValidator {

    private static final List<String> NEEDED = List.of(
            "Microsoft.Resources/subscriptions/resourceGroups/write",
            "Microsoft.Resources/subscriptions/resourceGroups/delete",
            "Microsoft.DocumentDB/databaseAccounts/write",
            "Microsoft.Storage/storageAccounts/write",
            "Microsoft.Search/searchServices/write");

    private final AccessClient access;
    private final Principals.Service application;

    ContributorValidator(AccessClient access, Principals.Service application) {
        this.access = access;
        this.application = application;
    }

    @Override
    public void validate(EncryptionRequest request) {
        ArmResourceId subscription =
                ArmResourceId.subscription(request.call().id().subscriptionId());
        Caller caller = new Caller(
                request.call().caller().tenantId(),
                application.objectId(),
                application.applicationId(),
                null,
                List.of());
        Stream<Check> checks = NEEDED.stream().map(action -> new Check(action, subscription.toString(), false));
        if (access.decide(caller, checks.toList()).contains(false)) {
            throw forbidden("The application Azure Machine Learning (object id "
                    + application.objectId()
                    + ") must be Contributor of the subscription '"
                    + subscription
                    + "' to make the resources of a workspace under a customer-managed key.");
        }
    }
}
