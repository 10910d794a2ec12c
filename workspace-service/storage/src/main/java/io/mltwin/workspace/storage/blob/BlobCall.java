package io.mltwin.workspace.storage.blob;

import io.mltwin.armweb.OriginalRequest;
import io.mltwin.workspace.storage.access.AccessPolicy;
import io.mltwin.workspace.storage.access.Needs;
import io.mltwin.workspace.storage.access.StorageCall;
import io.mltwin.workspace.storage.accounts.StorageAccount;
import io.mltwin.workspace.storage.signature.QueryParameters;
import io.mltwin.workspace.storage.wire.DataErrors;
import io.mltwin.workspace.storage.wire.RequestErrors;
import io.vertx.core.MultiMap;
import io.vertx.ext.web.RoutingContext;
import java.util.ArrayList;
import java.util.List;

/**
 * One request to the Blob service: what it names and what it asks for.
 *
 * @param headers of the request, or of the one within a batch
 * @param source of a copy: not the request itself but the blob that it names as its source
 */
record BlobCall(
        RoutingContext context,
        OriginalRequest original,
        MultiMap headers,
        StorageAccount account,
        BlobAddress address,
        BlobOperation operation,
        QueryParameters query,
        ContainerRules rules,
        boolean source)
        implements StorageCall {

    static final String TAG_OPTION = "x-ms-copy-source-tag-option";
    static final String COPY = "COPY";

    /** What containers say of access to them. */
    interface ContainerRules {
        AccessPolicy policy(StorageAccount account, String container, String id);

        /** {@code blob}, {@code container} or null. */
        String publicAccess(StorageAccount account, String container);
    }

    /** The same with the account as it is given. */
    BlobCall of(StorageAccount given) {
        return new BlobCall(
                context, original, headers, given, address, operation, query, rules, source);
    }

    /** Whether the account's data key can come to be needed. */
    boolean mayNeedKey() {
        return operation.needsKey()
                || operation.mayShowMetadata()
                || headers.contains("x-ms-if-tags");
    }

    String container() {
        return address.container();
    }

    String blob() {
        return address.blob();
    }

    BlobConditions conditions() {
        return BlobConditions.of(headers());
    }

    /** Whether the copy gets the tags of its source. */
    boolean copiesTags() {
        return COPY.equals(headers().get(TAG_OPTION));
    }

    /** What the request says of encryption. */
    AskedEncryption encryption() {
        return source
                ? AskedEncryption.ofSource(headers())
                : AskedEncryption.of(headers(), query, !operation.isRead());
    }

    /**
     * Length of the body.
     *
     * @throws io.mltwin.armweb.AzureFault 411 when the client does not say it
     */
    long contentLength() {
        String length = headers().get("Content-Length");
        if (length == null || !length.matches("\\d{1,18}")) {
            throw RequestErrors.missingLength();
        }
        return Long.parseLong(length);
    }

    @Override
    public List<Needs> needs() {
        String scope =
                container() == null
                        ? account.armId().toString()
                        : account.containerScope(container());
        List<Needs> all = new ArrayList<>(List.of(operation.needs(scope)));
        if (!source && (headers().contains("x-ms-tags") || copiesTags())) {
            all.add(BlobOperation.SET_TAGS.needs(scope));
        }
        if (source && (copiesTags() || headers().contains("x-ms-source-if-tags"))) {
            all.add(BlobOperation.GET_TAGS.needs(scope));
        }
        if (!source && headers().contains("x-ms-if-tags")) {
            all.add(BlobOperation.GET_TAGS.needs(scope));
        }
        return all;
    }

    @Override
    public char service() {
        return 'b';
    }

    @Override
    public String signedResource(String sr) {
        if (sr.equals("d")) {
            throw DataErrors.unsupported("A signature with sr=" + sr);
        }
        boolean matches =
                switch (sr) {
                    case "c" -> container() != null;
                    case "b" -> blob() != null;
                    case "bs" ->
                            blob() != null && !address.snapshot().isEmpty() && !address.isVersion();
                    case "bv" -> blob() != null && address.isVersion();
                    default -> false;
                };
        return matches ? address.signedResource(sr.equals("c")) : null;
    }

    @Override
    public AccessPolicy policy(String id) {
        return container() == null ? null : rules.policy(account, container(), id);
    }

    @Override
    public boolean isPublic() {
        // tags are shown to nobody without a credential, nor may a condition ask about them
        boolean asksTags = needs().size() > 1;
        if (!account.allowBlobPublicAccess()
                || container() == null
                || !operation.isRead()
                || asksTags) {
            return false;
        }
        String access = rules.publicAccess(account, container());
        return "container".equals(access) || "blob".equals(access) && blob() != null;
    }
}
