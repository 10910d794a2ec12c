package io.mltwin.workspace.storage.blob;

import io.mltwin.armweb.HostToPath;
import io.mltwin.armweb.OriginalRequest;
import io.mltwin.workspace.storage.accounts.StorageAccount;
import io.mltwin.workspace.storage.accounts.StorageAccountService;
import io.mltwin.workspace.storage.signature.QueryParameters;
import io.vertx.core.MultiMap;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Reads requests to the Blob service, and refuses what asks for a protection that is not built. */
@Singleton
class BlobCalls {

    private static final String DEFAULT_VERSION = "2020-10-02";

    /** Settings that would be silently without effect, each with what it would have done. */
    private static final Map<String, String> NOT_BUILT =
            Map.of(
                    "x-ms-encryption-key", "Encryption with a key provided by the client",
                    "x-ms-encryption-scope", "An encryption scope",
                    "x-ms-content-crc64", "The CRC-64 of a body",
                    "x-ms-structured-body", "A structured body",
                    "x-ms-copy-source", "Copying a blob",
                    "x-ms-tags", "Blob index tags",
                    "x-ms-if-tags", "A condition on blob index tags",
                    "x-ms-immutability-policy-until-date", "An immutability policy",
                    "x-ms-legal-hold", "A legal hold",
                    "x-ms-blob-public-access", "Anonymous access to a container");

    private static final Set<String> NOT_BUILT_WHEN_TRUE =
            Set.of("x-ms-range-get-content-md5", "x-ms-range-get-content-crc64");

    private final StorageAccountService accounts;

    BlobCalls(StorageAccountService accounts) {
        this.accounts = accounts;
    }

    BlobCall read(RoutingContext context) {
        OriginalRequest original = OriginalRequest.of(context);
        QueryParameters query = QueryParameters.parse(original.query());
        echoVersion(context, query);
        BlobAddress address = BlobAddress.parse(HostToPath.internalPath(context));
        StorageAccount account =
                accounts.find(address.account())
                        .orElseThrow(() -> BlobErrors.accountNotFound(address.account()));
        BlobOperation operation = BlobOperation.of(original.method(), address, query);
        refuseNotBuilt(context.request().headers(), address);
        return new BlobCall(context, original, account, address, operation, query);
    }

    private static void echoVersion(RoutingContext context, QueryParameters query) {
        String version = context.request().getHeader("x-ms-version");
        if (version == null) {
            version = query.get("sv");
        }
        boolean isDate = version != null && version.matches("\\d{4}-\\d\\d-\\d\\d");
        context.response().putHeader("x-ms-version", isDate ? version : DEFAULT_VERSION);
        if (version != null && !isDate) {
            throw BlobErrors.invalidHeader(
                    "x-ms-version", "give a date such as " + DEFAULT_VERSION + ".");
        }
    }

    private static void refuseNotBuilt(MultiMap headers, BlobAddress address) {
        NOT_BUILT.forEach(
                (name, what) -> {
                    if (headers.contains(name)) {
                        throw BlobErrors.unsupported(what + " (" + name + ")");
                    }
                });
        for (String name : NOT_BUILT_WHEN_TRUE) {
            if ("true".equals(lower(headers.get(name)))) {
                throw BlobErrors.unsupported("A checksum of a range (" + name + ")");
            }
        }
        if (headers.contains("x-ms-lease-id")) {
            throw BlobErrors.noLease(address.blob() == null);
        }
    }

    private static String lower(String text) {
        return text == null ? null : text.toLowerCase(Locale.ROOT);
    }
}
