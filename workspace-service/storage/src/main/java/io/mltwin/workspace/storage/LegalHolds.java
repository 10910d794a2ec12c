package io.mltwin.workspace.storage;

import static io.mltwin.workspace.storage.accounts.StorageErrors.invalidValueIf;

import io.mltwin.armweb.ArmCall;
import io.mltwin.encoding.AsciiCase;
import io.mltwin.resourceprovider.Outcome;
import io.mltwin.resourceprovider.ResourceChange;
import io.mltwin.workspace.storage.accounts.StorageAccount;
import io.mltwin.workspace.storage.accounts.StorageAccountService;
import io.mltwin.workspace.storage.blob.containers.Immutability;
import io.mltwin.workspace.storage.blob.containers.ImmutabilityService;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.function.BiFunction;
import java.util.regex.Pattern;

/** setLegalHold and clearLegalHold of a container (2019-06-01 to 2024-01-01). */
@Singleton
record LegalHolds(StorageAccountService accounts, ImmutabilityService immutability) {

    /** The body of setLegalHold and clearLegalHold of a container. */
    record LegalHoldRequest(List<String> tags, Boolean allowProtectedAppendWritesAll) {

        private static final Pattern TAG = Pattern.compile("[a-z0-9]{3,23}");

        LegalHoldRequest {
            tags = tags == null
                    ? List.of()
                    : tags.stream()
                            .map(tag -> AsciiCase.lower(String.valueOf(tag)))
                            .toList();
        }

        /**
         * Validates the tags.
         *
         * @throws io.mltwin.armweb.AzureException 400
         */
        void validate() {
            invalidValueIf(
                    !tags.stream().allMatch(tag -> TAG.matcher(tag).matches()),
                    "tags",
                    "A tag has 3 to 23 alphanumeric characters.");
            invalidValueIf(tags.isEmpty(), "tags", "Give at least one tag.");
        }
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
