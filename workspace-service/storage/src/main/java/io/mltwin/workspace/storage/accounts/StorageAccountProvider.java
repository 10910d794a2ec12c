package io.mltwin.workspace.storage.accounts;

import static io.mltwin.armweb.ArmErrors.resourceNotFound;

import io.mltwin.armweb.ArmCall;
import io.mltwin.armweb.ArmResourceId;
import io.mltwin.platform.Addresses;
import io.mltwin.resourceprovider.Outcome;
import io.mltwin.resourceprovider.ResourceChange;
import io.mltwin.resourceprovider.ResourceProvider;
import io.mltwin.resourceprovider.ResourceType;
import io.mltwin.resourceprovider.ResourceType.Verb;
import io.mltwin.resourceprovider.TrackedRows;
import io.mltwin.resourceprovider.TrackedTypes;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.function.BiFunction;

/**
 * Microsoft.Storage/storageAccounts (2019-06-01 to 2024-01-01): accounts, their keys and
 * signatures, and their private endpoint connections, of which there are none.
 */
@Singleton
public class StorageAccountProvider implements ResourceProvider {

    public static final String TYPE = "Microsoft.Storage/storageAccounts";

    private final TrackedTypes kit;
    private final TrackedRows<StorageAccountEntity> rows;
    private final StorageAccountService accounts;
    private final StorageAccountChanges changes;
    private final AccountSasService signatures;
    private final Addresses addresses;

    StorageAccountProvider(
            TrackedTypes kit,
            TrackedRows<StorageAccountEntity> rows,
            StorageAccountService accounts,
            StorageAccountChanges changes,
            AccountSasService signatures,
            Addresses addresses) {
        this.kit = kit;
        this.rows = rows;
        this.accounts = accounts;
        this.changes = changes;
        this.signatures = signatures;
        this.addresses = addresses;
    }

    record KeyName(String keyName) {}

    @Override
    public List<ResourceType> types() {
        return List.of(accounts(), connections());
    }

    private ResourceType accounts() {
        return kit.of(TYPE, rows, StorageAccountEntity::new, StorageAccountRequest.class, "storage account")
                .unique(StorageAccountChanges::taken)
                .validate((call, request) ->
                        StorageAccountValidator.validatePut(call.id().name(), request))
                .draft((call, request, row, claim) -> changes.prepare(call, request, row))
                .apply((call, row, request, prepared) -> changes.change(row, request, prepared))
                .show(row -> StorageAccountMapper.body(row, addresses))
                .partialPatch((call, request) -> StorageAccountValidator.validateChange(request))
                .prepareDelete((call, row) -> changes.endIdentities(row))
                .beforeDelete((call, row) -> changes.empty(row))
                .afterDelete(changes::forget)
                .answering(200, 200)
                .type()
                .action("listKeys", call -> accounts.listKeys(call.id()))
                .action("regenerateKey", regenerateKey())
                .action("listAccountSas", signature(signatures::account))
                .action("listServiceSas", signature(signatures::service))
                .action("revokeUserDelegationKeys", revokeUserDelegationKeys())
                .build();
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
