package io.mltwin.workspace.storage;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.mltwin.armweb.ArmCall;
import io.mltwin.armweb.ArmResourceId;
import io.mltwin.resourceprovider.Outcome;
import io.mltwin.resourceprovider.ResourceChange;
import io.mltwin.resourceprovider.ResourceProvider;
import io.mltwin.resourceprovider.ResourceType;
import io.mltwin.resourceprovider.ResourceType.Verb;
import io.mltwin.workspace.storage.ServiceIds.StorageChildBody;
import io.mltwin.workspace.storage.accounts.StorageAccount;
import io.mltwin.workspace.storage.accounts.StorageAccountProvider;
import io.mltwin.workspace.storage.accounts.StorageAccountService;
import io.mltwin.workspace.storage.cors.CorsRules;
import jakarta.inject.Singleton;
import java.util.List;

/** {@code blobServices/default} and {@code fileServices/default} of a storage account. */
@Singleton
record StorageServiceProvider(StorageAccountService accounts) implements ResourceProvider {
    private static final String BLOB = StorageAccountProvider.TYPE + "/blobServices";
    private static final String FILE = StorageAccountProvider.TYPE + "/fileServices";

    @Override
    public List<ResourceType> types() {
        ResourceChange<?, ?> change =
                ResourceChange.readingOptional(JsonNode.class, "blob service").apply(this::changeBlobService);
        return List.of(
                ResourceType.named(BLOB)
                        .get(call -> blobService(call.id(), account(call)))
                        .list(call -> List.of(
                                blobService(call.id().child("blobServices", "default"), accounts.require(call.id()))))
                        .put(change)
                        .patch(change)
                        .notBuilt(Verb.DELETE, Verb.POST)
                        .build(),
                ResourceType.named(FILE)
                        .get(call -> {
                            account(call);
                            return fileService(call.id());
                        })
                        .list(call -> {
                            accounts.require(call.id());
                            return List.of(fileService(call.id().child("fileServices", "default")));
                        })
                        .notBuilt(Verb.PUT, Verb.PATCH, Verb.DELETE, Verb.POST)
                        .build());
    }

    private Outcome changeBlobService(ArmCall call, JsonNode body) {
        StorageAccount account = account(call);
        JsonNode properties = body == null ? MissingNode.getInstance() : body.path("properties");
        CorsRules corsRules = BlobServiceBody.corsRules(properties, account.corsRules());
        accounts.setDataProtection(
                account,
                BlobServiceBody.softDelete(properties, account.softDelete()),
                BlobServiceBody.versioning(properties, account.versioning()));
        accounts.setCorsRules(account, corsRules);
        return Outcome.ok(blobService(call.id(), account(call)));
    }

    private StorageAccount account(ArmCall call) {
        return accounts.require(ServiceIds.account(call.id()));
    }

    private static StorageChildBody<BlobServiceBody> blobService(ArmResourceId id, StorageAccount account) {
        return new StorageChildBody<>(id.toString(), "default", BLOB, null, BlobServiceBody.of(account));
    }

    private static StorageChildBody<BlobServiceBody> fileService(ArmResourceId id) {
        return new StorageChildBody<>(id.toString(), "default", FILE, null, BlobServiceBody.ofFiles());
    }
}
