package io.mltwin.identity.directory.federation;

import static io.mltwin.armweb.ArmErrors.parentResourceNotFound;

import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.armweb.ArmResourceId;
import io.mltwin.identity.directory.managedidentities.UserAssignedIdentityService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.List;

/** The federated credentials of user-assigned identities. */
@ApplicationScoped
class FederatedCredentialService {

    static final String TYPE = "Microsoft.ManagedIdentity/userAssignedIdentities/federatedIdentityCredentials";

    private final FederatedCredentialRepository repository;
    private final UserAssignedIdentityService identities;

    FederatedCredentialService(FederatedCredentialRepository repository, UserAssignedIdentityService identities) {
        this.repository = repository;
        this.identities = identities;
    }

    void change(FederatedCredentialEntity row, JsonNode body) {
        FederatedCredential wanted = FederatedCredentialValidator.read(body);
        repository.lockCredentials(row.parentKey);
        FederatedCredentialValidator.validateAmong(wanted, row.key, repository.of(row.parentKey));
        row.accept(wanted);
    }

    /**
     * Returns the credentials of an identity. They are read each time, so a deleted credential is
     * refused with the next request.
     */
    @Transactional
    List<FederatedCredential> of(String identityId) {
        return repository.of(ArmResourceId.parse(identityId).key()).stream()
                .map(FederatedCredentialEntity::credential)
                .toList();
    }

    void requireIdentity(ArmResourceId identity) {
        if (!identities.exists(identity)) {
            throw parentResourceNotFound(identity);
        }
    }
}
