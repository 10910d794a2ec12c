package io.mltwin.workspace.storage;

import io.mltwin.armweb.ArmCall;
import io.mltwin.resourceprovider.Outcome;
import io.mltwin.resourceprovider.ResourceChange;
import io.mltwin.resourceprovider.ResourceProvider;
import io.mltwin.resourceprovider.ResourceType;
import io.mltwin.workspace.storage.accounts.StorageAccountProvider;
import io.mltwin.workspace.storage.encryption.EncryptionScopeBody;
import io.mltwin.workspace.storage.encryption.EncryptionScopeRequest;
import io.mltwin.workspace.storage.encryption.EncryptionScopeService;
import io.mltwin.workspace.storage.encryption.EncryptionScopeValidator;
import io.mltwin.workspace.storage.encryption.PreparedScope;
import jakarta.inject.Singleton;
import java.util.List;

/** {@code encryptionScopes} of a storage account: made, changed and listed, never deleted. */
@Singleton
class EncryptionScopeProvider implements ResourceProvider {

    private final EncryptionScopeService scopes;

    EncryptionScopeProvider(EncryptionScopeService scopes) {
        this.scopes = scopes;
    }

    record Page(List<EncryptionScopeBody> value, String nextLink) {}

    @Override
    public List<ResourceType> types() {
        return List.of(ResourceType.named(StorageAccountProvider.TYPE + "/encryptionScopes")
                .get(call -> scopes.get(call.id()))
                .list(this::list)
                .put(ResourceChange.reading(EncryptionScopeRequest.class, "encryption scope")
                        .validate((call, request) ->
                                EncryptionScopeValidator.validateName(call.id().name()))
                        .exclusively()
                        .prepare((call, request) -> scopes.preparePut(call.id(), request))
                        .apply(this::put))
                .patch(ResourceChange.reading(EncryptionScopeRequest.class, "encryption scope")
                        .exclusively()
                        .prepare((call, request) -> scopes.preparePatch(call.id(), request))
                        .apply((call, request, prepared) -> Outcome.ok(scopes.patch(call.id(), prepared))))
                .build());
    }

    private Outcome put(ArmCall call, EncryptionScopeRequest request, PreparedScope prepared) {
        EncryptionScopeService.Put put = scopes.put(call.id(), prepared);
        return Outcome.saved(put.created(), put.body());
    }

    private Page list(ArmCall call) {
        EncryptionScopeQuery query = EncryptionScopeQuery.of(call);
        List<EncryptionScopeBody> found = scopes.page(call.id(), query.wanted(), query.after(), query.most());
        if (found.size() <= query.most()) {
            return new Page(found, null);
        }
        List<EncryptionScopeBody> page = found.subList(0, query.most());
        return new Page(page, query.next(page.get(query.most() - 1).name()));
    }
}
