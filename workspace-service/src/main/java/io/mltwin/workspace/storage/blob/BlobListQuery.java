package io.mltwin.workspace.storage.blob;

import io.mltwin.workspace.storage.signature.QueryParameters;
import java.util.Set;

/**
 * The parameters of List Blobs and List Containers.
 *
 * @param most entries of a page, 5000 at most
 */
record BlobListQuery(
        String prefix,
        String delimiter,
        String marker,
        int most,
        String mostAsSent,
        boolean withMetadata) {

    private static final int LARGEST_PAGE = 5000;

    /**
     * Snapshots, versions, deleted blobs, tags, copies and policies do not exist, so that naming
     * them adds nothing.
     */
    private static final Set<String> KNOWN =
            Set.of(
                    "metadata",
                    "snapshots",
                    "deleted",
                    "copy",
                    "tags",
                    "versions",
                    "deletedwithversions",
                    "immutabilitypolicy",
                    "legalhold",
                    "permissions",
                    "system");

    static BlobListQuery of(QueryParameters query) {
        if (query.has("showonly")) {
            throw BlobErrors.unsupported("Listing with showonly=" + query.get("showonly"));
        }
        boolean metadata = false;
        for (String include : query.orEmpty("include").split(",")) {
            String name = include.trim();
            if (name.equals("uncommittedblobs")) {
                throw BlobErrors.unsupported("Listing uncommitted blobs");
            }
            if (!name.isEmpty() && !KNOWN.contains(name)) {
                throw BlobErrors.invalidQuery("include", "'" + name + "' is not known.");
            }
            metadata |= name.equals("metadata");
        }
        String delimiter = query.get("delimiter");
        return new BlobListQuery(
                query.orEmpty("prefix"),
                delimiter == null || delimiter.isEmpty() ? null : delimiter,
                query.orEmpty("marker"),
                most(query.get("maxresults")),
                query.get("maxresults"),
                metadata);
    }

    private static int most(String text) {
        if (text == null || text.isEmpty()) {
            return LARGEST_PAGE;
        }
        if (!text.matches("\\d{1,9}")) {
            throw BlobErrors.invalidQuery(
                    "maxresults", "give a number from 1 to " + LARGEST_PAGE + ".");
        }
        int most = Integer.parseInt(text);
        if (most == 0) {
            throw BlobErrors.outOfRangeQuery(
                    "maxresults", "give a number from 1 to " + LARGEST_PAGE + ".");
        }
        return Math.min(most, LARGEST_PAGE);
    }
}
