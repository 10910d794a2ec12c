package io.mltwin.workspace.storage;

import static io.mltwin.armweb.ArmErrors.resourceNotFound;

import io.mltwin.armweb.ArmCall;
import io.mltwin.armweb.ArmResourceId;
import io.mltwin.resourceprovider.Outcome;
import io.mltwin.resourceprovider.ResourceChange;
import io.mltwin.resourceprovider.ResourceProvider;
import io.mltwin.resourceprovider.ResourceType;
import io.mltwin.workspace.storage.ServiceIds.StorageChildBody;
import io.mltwin.workspace.storage.accounts.StorageAccount;
import io.mltwin.workspace.storage.accounts.StorageAccountProvider;
import io.mltwin.workspace.storage.accounts.StorageAccountService;
import io.mltwin.workspace.storage.file.ShareService;
import io.mltwin.workspace.storage.file.ShareService.ShareState;
import jakarta.inject.Singleton;
import java.util.List;

/** {@code fileServices/default/shares} of a storage account. */
@Singleton
record FileShareProvider(StorageAccountService accounts, ShareService shares) implements ResourceProvider {
    private static final String TYPE = StorageAccountProvider.TYPE + "/fileServices/shares";

    record Request(Properties properties) {}

    record Properties(Integer shareQuota) {}

    record Shown(int shareQuota, String lastModifiedTime, String enabledProtocols) {}

    @Override
    public List<ResourceType> types() {
        return List.of(ResourceType.named(TYPE)
                .get(this::get)
                .list(this::list)
                .put(ResourceChange.readingOptional(Request.class, "file share").apply(this::put))
                .delete(call ->
                        Outcome.deleted(shares.delete(account(call), call.id().name())))
                .build());
    }

    private StorageChildBody<Shown> get(ArmCall call) {
        return shares.find(account(call), call.id().name())
                .map(state -> body(call.id(), state))
                .orElseThrow(() -> resourceNotFound(call.id()));
    }

    private List<StorageChildBody<Shown>> list(ArmCall call) {
        return shares.all(account(call)).stream()
                .map(state -> body(call.id().child("shares", state.name()), state))
                .toList();
    }

    private Outcome put(ArmCall call, Request request) {
        StorageAccount account = account(call);
        String name = call.id().name();
        boolean isNew = shares.find(account, name).isEmpty();
        Integer quota = request == null || request.properties() == null
                ? null
                : request.properties().shareQuota();
        return Outcome.saved(isNew, body(call.id(), shares.put(account, name, quota)));
    }

    private StorageAccount account(ArmCall call) {
        return accounts.require(ServiceIds.account(call.id()));
    }

    private static StorageChildBody<Shown> body(ArmResourceId id, ShareState state) {
        Shown properties = new Shown(state.quotaGib(), state.modified().toString(), "SMB");
        return new StorageChildBody<>(id.toString(), state.name(), TYPE, state.etag(), properties);
    }
}
