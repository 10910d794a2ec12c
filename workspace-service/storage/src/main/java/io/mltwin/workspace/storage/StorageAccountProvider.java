package io.mltwin.workspace.storage;

import static io.mltwin.armweb.ArmErrors.resourceNotFound;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.mltwin.armweb.ArmCall;
import io.mltwin.armweb.ArmResourceId;
import io.mltwin.resourceprovider.Outcome;
import io.mltwin.resourceprovider.ResourceChange;
import io.mltwin.resourceprovider.ResourceProvider;
import io.mltwin.resourceprovider.ResourceType;
import io.mltwin.resourceprovider.ResourceType.Verb;
import io.mltwin.workspace.storage.accounts.AccountSasService;
import io.mltwin.workspace.storage.accounts.SasRequest;
import io.mltwin.workspace.storage.accounts.StorageAccountBody;
import io.mltwin.workspace.storage.accounts.StorageAccountChanges;
import io.mltwin.workspace.storage.accounts.StorageAccountRequest;
import io.mltwin.workspace.storage.accounts.StorageAccountService;
import io.mltwin.workspace.storage.accounts.StorageAccountValidator;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.function.BiFunction;

/**
 * Microsoft.Storage/storageAccounts (2019-06-01 to 2024-01-01): accounts, their keys and
 * signatures, and their private endpoint connections, of which there are none.
 */
@Singleton
class StorageAccountProvider implements ResourceProvider {

    static final String TYPE = "Microsoft.Storage/storageAccounts";

    private final StorageAccountService accounts;
    private final StorageAccountChanges changes;
    private final AccountSasService signatures;

    StorageAccountProvider(
            StorageAccountService accounts, StorageAccountChanges changes, AccountSasService signatures) {
        this.accounts = accounts;
        this.changes = changes;
        this.signatures = signatures;
    }

    @JsonIgnoreProperties(ignoreUnknown = true)
    record KeyName(String keyName) {}

    @Override
    public List<ResourceType> types() {
        return List.of(accounts(), connections());
    }

    private ResourceType accounts() {
        return ResourceType.named(TYPE)
                .get(call -> accounts.get(call.id()))
                .list(call -> accounts.list(call.id()))
                .put(put())
                .patch(patch())
                .delete(ResourceChange.withoutBody()
                        .exclusivelyByName()
                        .prepare(call -> changes.endIdentities(call.id()))
                        .apply(call -> Outcome.deleted(changes.delete(call.id()))))
                .action("listKeys", call -> accounts.listKeys(call.id()))
                .action("regenerateKey", regenerateKey())
                .action("listAccountSas", signature(signatures::account))
                .action("listServiceSas", signature(signatures::service))
                .action("revokeUserDelegationKeys", revokeUserDelegationKeys())
                .build();
    }

    private ResourceChange<?, ?> put() {
        return ResourceChange.reading(StorageAccountRequest.class, "storage account")
                .validate((call, request) ->
                        StorageAccountValidator.validatePut(call.id().name(), request))
                .exclusivelyByName()
                .prepare((call, request) -> changes.preparePut(call.id(), request, call.caller()))
                .apply((call, request, prepared) -> Outcome.ok(changes.put(call.id(), request, prepared)));
    }

    private ResourceChange<?, ?> patch() {
        return ResourceChange.reading(StorageAccountRequest.class, "storage account")
                .validate((call, request) -> StorageAccountValidator.validateChange(request))
                .exclusivelyByName()
                .prepare((call, request) -> changes.preparePatch(call.id(), request, call.caller()))
                .apply((call, request, prepared) -> Outcome.ok(changes.patch(call.id(), request, prepared)));
    }

    private ResourceChange<?, ?> regenerateKey() {
        return ResourceChange.reading(KeyName.class, "name of a key")
                .exclusivelyByName()
                .prepare((call, key) -> changes.prepareKey(call.id(), key.keyName()))
                .apply((call, key, prepared) -> Outcome.ok(changes.regenerateKey(call.id(), prepared)));
    }

    private static ResourceChange<?, ?> signature(BiFunction<ArmResourceId, SasRequest, ?> sign) {
        return ResourceChange.reading(SasRequest.class, "request for a signature")
                .apply((call, request) -> Outcome.ok(sign.apply(call.id(), request)));
    }

    private ResourceChange<?, ?> revokeUserDelegationKeys() {
        return ResourceChange.withoutBody()
                .prepare((call, none) -> accounts.requireOpened(call.id()))
                .apply((call, none, opened) -> {
                    accounts.revokeUserDelegationKeys(opened);
                    return Outcome.ok(null);
                });
    }

    private ResourceType connections() {
        return ResourceType.named(TYPE + "/privateEndpointConnections")
                .list(this::listConnections)
                .get(this::getConnection)
                .notBuilt(Verb.PUT, Verb.PATCH, Verb.DELETE, Verb.POST)
                .build();
    }

    /** No private endpoint leads to an account here, so that none can be found. */
    private List<StorageAccountBody> listConnections(ArmCall call) {
        accounts.require(call.id());
        return List.of();
    }

    private StorageAccountBody getConnection(ArmCall call) {
        accounts.require(call.id().parent());
        throw resourceNotFound(call.id());
    }
}
