package io.mltwin.workspace.storage.blob.request;

import static io.mltwin.workspace.storage.wire.RequestErrors.invalidQueryIf;
import static io.mltwin.workspace.storage.wire.RequestErrors.invalidResourceName;
import static io.mltwin.workspace.storage.wire.RequestErrors.mutuallyExclusive;

import io.mltwin.workspace.storage.signature.PercentDecoding;
import io.mltwin.workspace.storage.signature.QueryParameters;
import io.mltwin.workspace.storage.wire.UnknownOperation;
import java.util.regex.Pattern;

/**
 * The account, container or blob that a path of the Blob service names. Blob names are taken as
 * sent but for backslashes: slashes, double slashes and plus signs belong to them.
 *
 * @param container null for the account
 * @param blob null for the account or a container
 * @param snapshot time of one, as the client was told it, or the {@link VersionId#place} of a
 *     version; empty for the blob itself
 */
public record BlobAddress(String account, String container, String blob, String snapshot) {

    /** The container of blobs whose address names no container. */
    public static final String ROOT = "$root";

    private static final int LONGEST_NAME = 1024;
    private static final Pattern SNAPSHOT = Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d{1,7})?Z");

    /**
     * Parses path and query of a request. A path of one segment is that of a container only where
     * the query says so, and else of a blob in the root container ("Working with the root
     * container").
     */
    public static BlobAddress of(String internalPath, QueryParameters query) {
        BlobAddress named = parse(internalPath);
        boolean inRoot = named.container != null
                && named.blob == null
                && query.orEmpty("restype").isEmpty();
        return (inRoot ? named.inRoot(internalPath) : named).at(query);
    }

    private BlobAddress inRoot(String internalPath) {
        if (internalPath.endsWith("/") || container.equals(ROOT)) {
            throw UnknownOperation.noResource();
        }
        checkLength(container);
        return new BlobAddress(account, ROOT, container, "");
    }

    /**
     * Parses the internal path {@code /blob/account[/container[/blob]]}, percent-encoded as the
     * client sent it. A backslash in the name of a blob is a slash.
     */
    static BlobAddress parse(String internalPath) {
        String rest = internalPath.substring("/blob/".length());
        int afterAccount = rest.indexOf('/');
        if (afterAccount < 0) {
            return new BlobAddress(rest, null, null, "");
        }
        String account = rest.substring(0, afterAccount);
        String path = rest.substring(afterAccount + 1);
        int afterContainer = path.indexOf('/');
        String container = PercentDecoding.decode(afterContainer < 0 ? path : path.substring(0, afterContainer));
        String blob = afterContainer < 0
                ? ""
                : PercentDecoding.decode(path.substring(afterContainer + 1)).replace('\\', '/');
        if (container.indexOf('/') >= 0 || container.indexOf('\\') >= 0 || container.indexOf('\0') >= 0) {
            throw invalidResourceName("the name of a container has no slash, backslash or NUL.");
        }
        checkLength(blob);
        if (container.equals(ROOT) && blob.indexOf('/') >= 0) {
            throw invalidResourceName("the name of a blob in the root container has no slash.");
        }
        if (blob.indexOf('\0') >= 0) {
            throw invalidResourceName("a blob name has no NUL.");
        }
        return new BlobAddress(account, container.isEmpty() ? null : container, blob.isEmpty() ? null : blob, "");
    }

    private static void checkLength(String blob) {
        if (blob.length() > LONGEST_NAME) {
            throw invalidResourceName("a blob name has at most " + LONGEST_NAME + " characters.");
        }
    }

    /** Returns the address with the snapshot or version that the query names. */
    private BlobAddress at(QueryParameters query) {
        String time = query.get("snapshot");
        String version = query.get("versionid");
        if (version != null) {
            if (time != null) {
                throw mutuallyExclusive("snapshot", "versionid");
            }
            invalidQueryIf(!SNAPSHOT.matcher(version).matches(), "versionid", version, "give the id of a version.");
            return new BlobAddress(account, container, blob, VersionId.place(version));
        }
        if (time == null) {
            return this;
        }
        invalidQueryIf(!SNAPSHOT.matcher(time).matches(), "snapshot", time, "give the time of a snapshot.");
        return new BlobAddress(account, container, blob, time);
    }

    /** Tells whether it names a version, the current one or a previous one. */
    public boolean isVersion() {
        return VersionId.isPlace(snapshot);
    }

    /**
     * Returns the name that a shared access signature signs: {@code
     * /blob/account/container[/blob]}.
     */
    String signedResource(boolean wholeContainer) {
        String text = "/blob/" + account + "/" + container;
        return wholeContainer || blob == null ? text : text + "/" + blob;
    }
}
