package io.mltwin.identity.directory.federation;

import io.mltwin.resourceprovider.ResourceChange;
import io.mltwin.resourceprovider.ResourceProvider;
import io.mltwin.resourceprovider.ResourceType;
import jakarta.inject.Singleton;
import java.util.List;

/**
 * Microsoft.ManagedIdentity/userAssignedIdentities/federatedIdentityCredentials (2023-01-31).
 *
 * <p>Deviation: a list comes in one page, since an identity has at most 20.
 */
@Singleton
class FederatedCredentialProvider implements ResourceProvider {

    private final FederatedCredentialService service;

    FederatedCredentialProvider(FederatedCredentialService service) {
        this.service = service;
    }

    @Override
    public List<ResourceType> types() {
        return List.of(ResourceType.named(FederatedCredentialService.TYPE)
                .get(call -> service.get(call.id()))
                .list(call -> service.list(call.id()))
                .put(ResourceChange.readingTree()
                        .validate((call, body) -> FederatedCredentialValidator.validate(call.id(), body))
                        .apply(service::put))
                .delete(service::delete)
                .build());
    }
}
