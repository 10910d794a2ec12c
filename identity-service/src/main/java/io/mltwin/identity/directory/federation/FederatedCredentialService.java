package io.mltwin.identity.directory.federation;

import static io.mltwin.armweb.ArmErrors.parentResourceNotFound;
import static io.mltwin.armweb.ArmErrors.resourceNotFound;

import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.armweb.ArmCall;
import io.mltwin.armweb.ArmResourceId;
import io.mltwin.encoding.AsciiCase;
import io.mltwin.identity.directory.managedidentities.UserAssignedIdentityService;
import io.mltwin.resourceprovider.Outcome;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.List;

/** Makes, shows and deletes the federated credentials of user-assigned identities. */
@ApplicationScoped
class FederatedCredentialService {

    static final String TYPE = "Microsoft.ManagedIdentity/userAssignedIdentities/federatedIdentityCredentials";

    private final FederatedCredentialRepository repository;
    private final UserAssignedIdentityService identities;

    FederatedCredentialService(FederatedCredentialRepository repository, UserAssignedIdentityService identities) {
        this.repository = repository;
        this.identities = identities;
    }

    @Transactional
    Outcome put(ArmCall call, JsonNode body) {
        ArmResourceId id = call.id();
        FederatedCredential wanted = FederatedCredentialValidator.read(body);
        ArmResourceId identity = requireIdentity(id.parent());
        repository.lockCredentials(identity.key());
        String nameKey = AsciiCase.lower(id.name());
        List<FederatedCredentialEntity> all = repository.of(identity.key());
        FederatedCredentialValidator.validateAmong(wanted, nameKey, all);
        FederatedCredentialEntity row = all.stream()
                .filter(one -> one.nameKey().equals(nameKey))
                .findFirst()
                .orElse(null);
        boolean created = row == null;
        if (created) {
            row = new FederatedCredentialEntity(identity.key(), nameKey, id.name());
        }
        row.accept(wanted);
        repository.persistAndFlush(row);
        return Outcome.saved(created, body(identity, row));
    }

    @Transactional
    FederatedCredentialBody get(ArmResourceId id) {
        ArmResourceId identity = requireIdentity(id.parent());
        return repository
                .findByIdOptional(key(id))
                .map(row -> body(identity, row))
                .orElseThrow(() -> resourceNotFound(id));
    }

    @Transactional
    List<FederatedCredentialBody> list(ArmResourceId identity) {
        requireIdentity(identity);
        return repository.of(identity.key()).stream()
                .map(row -> body(identity, row))
                .toList();
    }

    @Transactional
    Outcome delete(ArmCall call) {
        return Outcome.deleted(repository.deleteById(key(call.id())));
    }

    /**
     * Returns the credentials of an identity. They are read each time, so a deleted credential is
     * refused with the next request.
     */
    @Transactional
    List<FederatedCredential> of(String identityId) {
        return repository.of(ArmResourceId.parse(identityId).key()).stream()
                .map(FederatedCredentialService::credential)
                .toList();
    }

    private ArmResourceId requireIdentity(ArmResourceId identity) {
        if (!identities.exists(identity)) {
            throw parentResourceNotFound(identity);
        }
        return identity;
    }

    private static FederatedCredentialEntity.Key key(ArmResourceId id) {
        return new FederatedCredentialEntity.Key(id.parent().key(), AsciiCase.lower(id.name()));
    }

    private static FederatedCredential credential(FederatedCredentialEntity row) {
        return new FederatedCredential(row.issuer(), row.subject(), List.of(row.audience()));
    }

    private static FederatedCredentialBody body(ArmResourceId identity, FederatedCredentialEntity row) {
        return new FederatedCredentialBody(
                identity + "/federatedIdentityCredentials/" + row.name(), row.name(), TYPE, credential(row));
    }
}
