package io.mltwin.workspace.storage.blob;

import io.mltwin.armweb.HostToPath;
import io.mltwin.armweb.OriginalRequest;
import io.mltwin.workspace.storage.accounts.StorageAccount;
import io.mltwin.workspace.storage.accounts.StorageAccountService;
import io.mltwin.workspace.storage.signature.QueryParameters;
import io.mltwin.workspace.storage.wire.DataErrors;
import io.mltwin.workspace.storage.wire.ServiceVersion;
import io.vertx.core.MultiMap;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.util.Map;

/** Reads requests to the Blob service, and refuses what asks for a protection that is not built. */
@Singleton
class BlobCalls {

    /** Settings that would be silently without effect, each with what it would have done. */
    private static final Map<String, String> NOT_BUILT =
            Map.of(
                    "x-ms-encryption-key", "Encryption with a key provided by the client",
                    "x-ms-encryption-scope", "An encryption scope",
                    "x-ms-structured-body", "A structured body",
                    "x-ms-immutability-policy-until-date", "An immutability policy",
                    "x-ms-legal-hold", "A legal hold");

    private final StorageAccountService accounts;
    private final BlobCall.ContainerRules rules;

    BlobCalls(StorageAccountService accounts, BlobCall.ContainerRules rules) {
        this.accounts = accounts;
        this.rules = rules;
    }

    BlobCall read(RoutingContext context) {
        OriginalRequest original = OriginalRequest.of(context);
        QueryParameters query = QueryParameters.parse(original.query());
        ServiceVersion.echo(context, query);
        BlobAddress address =
                BlobAddress.parse(HostToPath.internalPath(context))
                        .withSnapshot(query.get("snapshot"));
        StorageAccount account =
                accounts.find(address.account())
                        .orElseThrow(() -> DataErrors.accountNotFound(address.account()));
        MultiMap headers = context.request().headers();
        BlobOperation operation =
                BlobOperation.of(
                        original.method(), address, query, headers.contains("x-ms-copy-source"));
        if (!address.snapshot().isEmpty() && !operation.isOfSnapshots()) {
            throw DataErrors.invalidQuery("snapshot", "a snapshot cannot be changed.");
        }
        refuseNotBuilt(headers);
        return new BlobCall(context, original, account, address, operation, query, rules, false);
    }

    /**
     * Opens the account's data key for what needs it: once for the request, before any transaction.
     *
     * @throws io.mltwin.armweb.AzureFault 403 while the customer's key does not open it
     */
    void openKey(BlobCall call) {
        if (call.operation().needsKey()) {
            accounts.dataKey(call.account());
        }
    }

    private static void refuseNotBuilt(MultiMap headers) {
        NOT_BUILT.forEach(
                (name, what) -> {
                    if (headers.contains(name)) {
                        throw DataErrors.unsupported(what + " (" + name + ")");
                    }
                });
    }
}
