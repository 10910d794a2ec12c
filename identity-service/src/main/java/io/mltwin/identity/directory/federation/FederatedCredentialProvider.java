package io.mltwin.identity.directory.federation;

import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.resourceprovider.ChildRows;
import io.mltwin.resourceprovider.ResourceProvider;
import io.mltwin.resourceprovider.ResourceType;
import io.mltwin.resourceprovider.TrackedTypes;
import jakarta.inject.Singleton;
import java.util.List;

/**
 * Microsoft.ManagedIdentity/userAssignedIdentities/federatedIdentityCredentials (2023-01-31).
 *
 * <p>Deviation: a list comes in one page, since an identity has at most 20.
 */
@Singleton
record FederatedCredentialProvider(
        TrackedTypes kit, ChildRows<FederatedCredentialEntity> rows, FederatedCredentialService service)
        implements ResourceProvider {

    @Override
    public List<ResourceType> types() {
        return List.of(kit.of(
                        FederatedCredentialService.TYPE,
                        rows,
                        FederatedCredentialEntity::new,
                        JsonNode.class,
                        "federated credential")
                .below((call, identity) -> {
                    if (!call.isDelete()) {
                        service.requireIdentity(identity);
                    }
                })
                .validate((call, body) -> FederatedCredentialValidator.validate(call.id(), body))
                .apply(service::change)
                .show(row -> new FederatedCredentialBody(row.credential()))
                .type()
                .build());
    }

    /** A federated identity credential as Azure Resource Manager shows it (2023-01-31). */
    record FederatedCredentialBody(FederatedCredential properties) {}
}
