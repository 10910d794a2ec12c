package io.mltwin.workspace.storage.blob.request;

import static io.mltwin.workspace.storage.wire.DataErrors.unsupported;
import static io.mltwin.workspace.storage.wire.RequestErrors.invalidHeaderIf;
import static io.mltwin.workspace.storage.wire.RequestErrors.missingHeaderIf;
import static io.mltwin.workspace.storage.wire.RequestErrors.missingLength;

import io.mltwin.armweb.OriginalRequest;
import io.mltwin.workspace.storage.access.AccessPolicy;
import io.mltwin.workspace.storage.access.RequiredPermissions;
import io.mltwin.workspace.storage.access.StorageRequest;
import io.mltwin.workspace.storage.accounts.StorageAccount;
import io.mltwin.workspace.storage.signature.QueryParameters;
import io.vertx.core.MultiMap;
import io.vertx.ext.web.RoutingContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * One parsed request to the Blob service: the account, container or blob that it names, and the
 * operation.
 *
 * @param headers of the request, or of the one within a batch
 * @param source of a copy: not the request itself but the blob that it names as its source
 */
public record BlobRequest(
        RoutingContext context,
        OriginalRequest original,
        MultiMap headers,
        StorageAccount account,
        BlobAddress address,
        BlobOperation operation,
        QueryParameters query,
        ContainerRules rules,
        boolean source)
        implements StorageRequest {

    public static final String TAG_OPTION = "x-ms-copy-source-tag-option";
    public static final String COPY = "COPY";

    private static final Set<String> TIERS = Set.of("Hot", "Cool", "Cold", "Archive");
    private static final long LARGEST_PAGE_BLOB = 8L << 40;

    /** The access that containers allow. */
    public interface ContainerRules {
        AccessPolicy policy(StorageAccount account, String container, String id);

        /** {@code blob}, {@code container} or null. */
        String publicAccess(StorageAccount account, String container);
    }

    /** Returns the request with another state of the account. */
    public BlobRequest of(StorageAccount given) {
        return new BlobRequest(context, original, headers, given, address, operation, query, rules, source);
    }

    /** Tells whether the operation may need the account's data key. */
    boolean mayNeedKey() {
        return operation.needsKey() || operation.mayShowMetadata() || headers.contains("x-ms-if-tags");
    }

    public String container() {
        return address.container();
    }

    public String blob() {
        return address.blob();
    }

    public BlobConditions conditions() {
        return BlobConditions.of(headers());
    }

    /** Tells whether a copy gets the tags of its source. */
    public boolean copiesTags() {
        return COPY.equals(headers().get(TAG_OPTION));
    }

    /** Returns the encryption that the request names. */
    public RequestedEncryption encryption() {
        return source
                ? RequestedEncryption.ofSource(headers())
                : RequestedEncryption.of(headers(), query, !operation.isRead());
    }

    /**
     * Returns a header that is a number of 0 or more.
     *
     * @throws io.mltwin.armweb.AzureException 400 for what is no number
     */
    public long number(String name, long otherwise) {
        String text = headers().get(name);
        if (text == null) {
            return otherwise;
        }
        invalidHeaderIf(!text.matches("\\d{1,18}"), name, "give a number.");
        return Long.parseLong(text);
    }

    /** Returns the length that a page blob is to have. */
    public long pageBlobLength() {
        long length = number("x-ms-blob-content-length", -1);
        missingHeaderIf(length < 0, "x-ms-blob-content-length");
        invalidHeaderIf(
                length % 512 != 0 || length > LARGEST_PAGE_BLOB,
                "x-ms-blob-content-length",
                "it is a multiple of 512, at most 8 TiB.");
        return length;
    }

    /** Returns the tier that the request names, or null. */
    public String accessTier() {
        String tier = headers().get("x-ms-access-tier");
        invalidHeaderIf(
                tier != null && !TIERS.contains(tier),
                "x-ms-access-tier",
                "it is Hot, Cool, Cold or Archive for block blobs.");
        return tier;
    }

    /**
     * Returns the length of the body.
     *
     * @throws io.mltwin.armweb.AzureException 411 when the client does not say it
     */
    public long contentLength() {
        String length = headers().get("Content-Length");
        if (length == null || !length.matches("\\d{1,18}")) {
            throw missingLength();
        }
        return Long.parseLong(length);
    }

    @Override
    public List<RequiredPermissions> requiredPermissions() {
        String scope = container() == null ? account.armId().toString() : account.containerScope(container());
        List<RequiredPermissions> all = new ArrayList<>(List.of(operation.requiredPermissions(scope)));
        if (!source && (headers().contains("x-ms-tags") || copiesTags())) {
            all.add(BlobOperation.SET_TAGS.requiredPermissions(scope));
        }
        if (source && (copiesTags() || headers().contains("x-ms-source-if-tags"))) {
            all.add(BlobOperation.GET_TAGS.requiredPermissions(scope));
        }
        if (!source && headers().contains("x-ms-if-tags")) {
            all.add(BlobOperation.GET_TAGS.requiredPermissions(scope));
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
            throw unsupported("A signature with sr=" + sr);
        }
        boolean matches = switch (sr) {
            case "c" -> container() != null;
            case "b" -> blob() != null;
            case "bs" -> blob() != null && !address.snapshot().isEmpty() && !address.isVersion();
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
    public boolean takesTokensOnly() {
        return operation == BlobOperation.GET_USER_DELEGATION_KEY;
    }

    @Override
    public boolean isPublic() {
        // tags are shown to nobody without a credential, nor may a condition ask about them
        boolean asksTags = requiredPermissions().size() > 1;
        if (!account.allowBlobPublicAccess() || container() == null || !operation.isRead() || asksTags) {
            return false;
        }
        String access = rules.publicAccess(account, container());
        return "container".equals(access) || "blob".equals(access) && blob() != null;
    }
}
