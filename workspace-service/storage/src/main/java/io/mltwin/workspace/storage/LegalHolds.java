package io.mltwin.workspace.storage;

import io.mltwin.armweb.ArmCall;
import io.mltwin.resourceprovider.Outcome;
import io.mltwin.resourceprovider.ResourceChange;
import io.mltwin.workspace.storage.accounts.StorageAccount;
import io.mltwin.workspace.storage.accounts.StorageAccountService;
import io.mltwin.workspace.storage.blob.containers.Immutability;
import io.mltwin.workspace.storage.blob.containers.ImmutabilityService;
import jakarta.inject.Singleton;
import java.util.function.BiFunction;

/** setLegalHold and clearLegalHold of a container (2019-06-01 to 2024-01-01). */
@Singleton
class LegalHolds {

    private final StorageAccountService accounts;
    private final ImmutabilityService immutability;

    LegalHolds(StorageAccountService accounts, ImmutabilityService immutability) {
        this.accounts = accounts;
        this.immutability = immutability;
    }

    ResourceChange<?, ?> change(BiFunction<ArmCall, LegalHoldRequest, Immutability> change) {
        return ResourceChange.reading(LegalHoldRequest.class, "legal hold")
                .validate((call, request) -> request.validate())
                .apply((call, request) -> Outcome.ok(ImmutabilityBody.holds(change.apply(call, request))));
    }

    Immutability set(ArmCall call, LegalHoldRequest request) {
        return immutability.hold(
                account(call),
                call.id().name(),
                request.tags(),
                request.allowProtectedAppendWritesAll(),
                call.caller());
    }

    Immutability clear(ArmCall call, LegalHoldRequest request) {
        return immutability.clear(account(call), call.id().name(), request.tags());
    }

    private StorageAccount account(ArmCall call) {
        return accounts.require(ServiceIds.account(call.id()));
    }
}
