package io.mltwin.workspace.storage.blob.request;

import static io.mltwin.armweb.AzureException.badRequest;
import static io.mltwin.workspace.storage.wire.DataErrors.accountNotFound;
import static io.mltwin.workspace.storage.wire.DataErrors.unsupported;
import static io.mltwin.workspace.storage.wire.RequestErrors.invalidQuery;
import static io.mltwin.workspace.storage.wire.RequestErrors.invalidQueryIf;

import io.mltwin.armweb.AzureException;
import io.mltwin.armweb.OriginalRequest;
import io.mltwin.platform.requests.HostToPath;
import io.mltwin.workspace.storage.accounts.StorageAccount;
import io.mltwin.workspace.storage.accounts.StorageAccountService;
import io.mltwin.workspace.storage.cors.CorsResponse;
import io.mltwin.workspace.storage.cors.CorsRules;
import io.mltwin.workspace.storage.signature.QueryParameters;
import io.mltwin.workspace.storage.wire.ServiceVersion;
import io.vertx.core.MultiMap;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.util.Map;

/**
 * Parses requests to the Blob service, and refuses those that ask for a protection that is not
 * built.
 *
 * <p>Deviation: immutability policies and legal holds of single blobs, expiry, structured bodies,
 * page ranges between snapshots, incremental copies, and queries of a blob answer 501.
 */
@Singleton
public record BlobRequestParser(StorageAccountService accounts, BlobRequest.ContainerRules rules) {
    /** Headers that would be without effect, each with what it asks for. */
    private static final Map<String, String> NOT_BUILT = Map.of(
            "x-ms-expiry-option", "The expiry of a blob",
            "x-ms-structured-body", "A structured body",
            "x-ms-immutability-policy-until-date", "An immutability policy",
            "x-ms-legal-hold", "A legal hold");

    /**
     * Returns the CORS rules of the account that a request names.
     *
     * @throws io.mltwin.armweb.AzureException 404 when there is no such account
     */
    public CorsRules corsRules(RoutingContext context) {
        ServiceVersion.echo(
                context, QueryParameters.parse(OriginalRequest.of(context).query()));
        String path = SecondaryEndpoint.primaryPath(HostToPath.internalPath(context));
        String account = BlobAddress.parse(path).account();
        return accounts.find(account)
                .orElseThrow(() -> accountNotFound(account))
                .corsRules();
    }

    /**
     * Parses a request.
     *
     * @throws io.mltwin.armweb.AzureException 404 when there is no such account, 400, 403, 405 and
     *     501 for what the Blob service does not do
     */
    public BlobRequest read(RoutingContext context) {
        OriginalRequest original = OriginalRequest.of(context);
        QueryParameters query = QueryParameters.parse(original.query());
        ServiceVersion.echo(context, query);
        String path = HostToPath.internalPath(context);
        BlobAddress address = BlobAddress.of(SecondaryEndpoint.primaryPath(path), query);
        MultiMap headers = context.request().headers();
        StorageAccount account = accounts.find(address.account()).orElseThrow(() -> accountNotFound(address.account()));
        CorsResponse.attach(context, account.corsRules());
        BlobOperation operation =
                BlobOperation.of(original.method(), address, query, headers.contains("x-ms-copy-source"));
        SecondaryEndpoint.check(account, SecondaryEndpoint.isNamed(path), original.method(), operation);
        if (!address.snapshot().isEmpty()) {
            checkOf(address, operation, query);
        }
        refuseNotBuilt(headers);
        checkTimeout(query);
        return new BlobRequest(context, original, headers, account, address, operation, query, rules, false);
    }

    private static void checkOf(BlobAddress address, BlobOperation operation, QueryParameters query) {
        if (address.isVersion()) {
            if (!operation.isOfVersions()) {
                throw invalidQuery("versionid", query.get("versionid"), "there is no such operation on a version.");
            }
        } else if (!operation.isOfSnapshots()) {
            throw invalidQuery("snapshot", address.snapshot(), "a snapshot cannot be changed.");
        }
    }

    /**
     * Parses one request of a batch.
     *
     * @param prefix the part of the internal path that the host stands for
     * @throws io.mltwin.armweb.AzureException 400 for what a batch of this account or container
     *     cannot hold
     */
    public BlobRequest ofBatch(BlobRequest batch, String method, String uri, MultiMap headers, String prefix) {
        OriginalRequest whole = batch.original();
        OriginalRequest original =
                new OriginalRequest(method, whole.host(), uri, whole.requestId(), whole.correlationId());
        QueryParameters query = QueryParameters.parse(original.query());
        String path = prefix + original.path();
        if (!path.startsWith("/blob/")) {
            throw notOfBatch(method, uri);
        }
        BlobAddress address = BlobAddress.of(path, query);
        if (!address.account().equals(batch.address().account())
                || address.blob() == null
                || batch.container() != null && !batch.container().equals(address.container())) {
            throw notOfBatch(method, uri);
        }
        BlobOperation operation = BlobOperation.of(method, address, query, false);
        if (!operation.isDeletion() && operation != BlobOperation.SET_BLOB_TIER) {
            throw notOfBatch(method, uri);
        }
        refuseNotBuilt(headers);
        return new BlobRequest(
                batch.context(), original, headers, batch.account(), address, operation, query, rules, false);
    }

    private static AzureException notOfBatch(String method, String uri) {
        return badRequest(
                "InvalidInput",
                "A batch holds Delete Blob or Set Blob Tier of its own account or container, not %s %s.",
                method,
                uri.replaceAll("\\?.*", ""));
    }

    /**
     * Returns the request with the account's data key opened, if it may need the key: once, before
     * any transaction.
     *
     * @throws io.mltwin.armweb.AzureException 403 for what needs it while the customer's key does
     *     not open it
     */
    public BlobRequest withKey(BlobRequest request) {
        if (!request.mayNeedKey()) {
            return request;
        }
        BlobRequest opened = request.of(accounts.opened(request.account()));
        if (request.operation().needsKey()) {
            opened.account().dataKey();
        }
        return opened;
    }

    /** Checks the form of the timeout alone, since no operation takes that long. */
    private static void checkTimeout(QueryParameters query) {
        String timeout = query.get("timeout");
        invalidQueryIf(
                timeout != null && !timeout.matches("\\d{1,9}"), "timeout", timeout, "give a number of seconds.");
    }

    private static void refuseNotBuilt(MultiMap headers) {
        NOT_BUILT.forEach((name, what) -> {
            if (headers.contains(name)) {
                throw unsupported(what + " (" + name + ")");
            }
        });
    }
}
