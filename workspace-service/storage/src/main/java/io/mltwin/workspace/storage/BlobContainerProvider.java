package io.mltwin.workspace.storage;

import static io.mltwin.armweb.ArmErrors.resourceNotFound;

import io.mltwin.armweb.ArmCall;
import io.mltwin.armweb.ArmResourceId;
import io.mltwin.encoding.AsciiCase;
import io.mltwin.resourceprovider.Outcome;
import io.mltwin.resourceprovider.ResourceChange;
import io.mltwin.resourceprovider.ResourceProvider;
import io.mltwin.resourceprovider.ResourceType;
import io.mltwin.workspace.storage.BlobContainerRequest.Properties;
import io.mltwin.workspace.storage.ServiceIds.StorageChildBody;
import io.mltwin.workspace.storage.accounts.StorageAccount;
import io.mltwin.workspace.storage.accounts.StorageAccountProvider;
import io.mltwin.workspace.storage.accounts.StorageAccountService;
import io.mltwin.workspace.storage.blob.containers.ContainerDeletion;
import io.mltwin.workspace.storage.blob.containers.ContainerService;
import io.mltwin.workspace.storage.blob.containers.ContainerState;
import io.mltwin.workspace.storage.lease.Lease;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * {@code blobServices/default/containers} of a storage account; their legal holds are {@link
 * LegalHolds}. The account's key, which metadata are under, is opened before the transaction.
 */
@Singleton
record BlobContainerProvider(
        StorageAccountService accounts,
        ContainerService containers,
        ContainerDeletion deletion,
        LegalHolds holds,
        Clock clock)
        implements ResourceProvider {

    /** The properties of a blob container as Azure Resource Manager shows them. */
    record BlobContainerBody(
            String publicAccess,
            String leaseStatus,
            String leaseState,
            String lastModifiedTime,
            Map<String, String> metadata,
            ImmutabilityBody.OfContainer immutabilityPolicy,
            ImmutabilityBody.HoldsOfContainer legalHold,
            boolean hasImmutabilityPolicy,
            boolean hasLegalHold,
            String defaultEncryptionScope,
            boolean denyEncryptionScopeOverride) {

        static StorageChildBody<BlobContainerBody> of(ArmResourceId id, ContainerState state, Instant now) {
            Lease.State lease = Lease.state(state.lease(), now);
            BlobContainerBody properties = new BlobContainerBody(
                    state.publicAccess() == null ? "None" : capital(state.publicAccess()),
                    capital(lease.status()),
                    capital(lease.wire()),
                    state.modified().toString(),
                    state.metadata().isEmpty() ? null : state.metadata(),
                    ImmutabilityBody.policy(state.immutability()),
                    ImmutabilityBody.holdsOf(state.immutability()),
                    state.immutability().policy() != null,
                    !state.immutability().holds().isEmpty(),
                    state.scope().name(),
                    state.scope().deniesOverride());
            return new StorageChildBody<>(
                    id.toString(), state.name(), BlobContainerProvider.TYPE, state.etag(), properties);
        }

        private static String capital(String text) {
            return AsciiCase.upper(text.substring(0, 1)) + text.substring(1);
        }
    }

    static final String TYPE = StorageAccountProvider.TYPE + "/blobServices/containers";

    @Override
    public List<ResourceType> types() {
        return List.of(ResourceType.named(TYPE)
                .get(call -> body(call, existing(call, opened(call))))
                .list(this::list)
                .put(change(this::put))
                .patch(change(this::patch))
                .delete(this::delete)
                .action("setLegalHold", holds.change(holds::set))
                .action("clearLegalHold", holds.change(holds::clear))
                .build());
    }

    private ResourceChange<?, ?> change(ResourceChange.Apply<BlobContainerRequest, StorageAccount> apply) {
        return ResourceChange.readingOptional(BlobContainerRequest.class, "container")
                .validate((call, request) -> BlobContainerValidator.validate(request))
                .prepare((call, request) -> opened(call))
                .apply(apply);
    }

    private Outcome put(ArmCall call, BlobContainerRequest request, StorageAccount account) {
        Properties asked = BlobContainerRequest.properties(request);
        String name = call.id().name();
        ContainerState before = containers.find(account, name).orElse(null);
        BlobContainerValidator.validateChange(account, before, asked);
        containers.ensure(account, name, asked.scope());
        return Outcome.saved(before == null, body(call, change(account, name, asked)));
    }

    private Outcome patch(ArmCall call, BlobContainerRequest request, StorageAccount account) {
        Properties asked = BlobContainerRequest.properties(request);
        BlobContainerValidator.validateChange(account, existing(call, account), asked);
        return Outcome.ok(body(call, change(account, call.id().name(), asked)));
    }

    private ContainerState change(StorageAccount account, String name, Properties asked) {
        return asked.publicAccess() == null && asked.metadata() == null
                ? containers.ensure(account, name)
                : containers.update(
                        account,
                        name,
                        asked.publicAccess(),
                        asked.metadata() == null ? null : new TreeMap<>(asked.metadata()));
    }

    private Outcome delete(ArmCall call) {
        StorageAccount account = accounts.require(ServiceIds.account(call.id()));
        return Outcome.deleted(deletion.delete(account, call.id().name()));
    }

    private List<StorageChildBody<BlobContainerBody>> list(ArmCall call) {
        return containers.all(opened(call)).stream()
                .map(state -> BlobContainerBody.of(call.id().child("containers", state.name()), state, clock.instant()))
                .toList();
    }

    private ContainerState existing(ArmCall call, StorageAccount account) {
        return containers.find(account, call.id().name()).orElseThrow(() -> resourceNotFound(call.id()));
    }

    private StorageAccount opened(ArmCall call) {
        return accounts.requireOpened(ServiceIds.account(call.id()));
    }

    private StorageChildBody<BlobContainerBody> body(ArmCall call, ContainerState state) {
        return BlobContainerBody.of(call.id(), state, clock.instant());
    }
}
