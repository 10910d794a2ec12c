package io.mltwin.workspace.storage.blob.listing;

import static io.mltwin.encoding.Absence.isEmpty;
import static io.mltwin.workspace.storage.wire.DataErrors.unsupported;
import static io.mltwin.workspace.storage.wire.RequestErrors.invalidQuery;
import static io.mltwin.workspace.storage.wire.RequestErrors.invalidQueryIf;
import static io.mltwin.workspace.storage.wire.RequestErrors.outOfRangeQuery;

import io.mltwin.encoding.AsciiCase;
import io.mltwin.workspace.storage.signature.QueryParameters;
import java.util.HashSet;
import java.util.Set;

/**
 * The parameters of List Blobs and List Containers.
 *
 * @param most entries of a page, 5000 at most
 * @param withVersionsAlone names that have previous versions and no current one
 */
public record ListQuery(
        String prefix,
        String delimiter,
        String marker,
        int most,
        String mostAsSent,
        boolean withMetadata,
        boolean withTags,
        boolean withSnapshots,
        boolean withUncommitted,
        boolean withCopy,
        boolean withDeleted,
        boolean withVersions,
        boolean withVersionsAlone) {

    private static final int LARGEST_PAGE = 5000;

    /** Policies do not exist, so that naming them adds nothing. */
    private static final Set<String> KNOWN = Set.of(
            "metadata",
            "snapshots",
            "uncommittedblobs",
            "deleted",
            "copy",
            "tags",
            "versions",
            "deletedwithversions",
            "immutabilitypolicy",
            "legalhold",
            "permissions",
            "system");

    public static ListQuery of(QueryParameters query) {
        if (query.has("showonly")) {
            throw unsupported("Listing with showonly=" + query.get("showonly"));
        }
        Set<String> include = new HashSet<>();
        for (String each : query.orEmpty("include").split(",")) {
            String name = AsciiCase.lower(each.trim());
            invalidQueryIf(!name.isEmpty() && !KNOWN.contains(name), "include", name, "it is not known.");
            include.add(name);
        }
        for (String name : new String[] {"prefix", "delimiter", "marker"}) {
            if (query.orEmpty(name).indexOf('\0') >= 0) {
                throw invalidQuery(name, query.get(name), "no name has a NUL.");
            }
        }
        String delimiter = query.get("delimiter");
        return new ListQuery(
                query.orEmpty("prefix"),
                isEmpty(delimiter) ? null : delimiter,
                query.orEmpty("marker"),
                most(query.get("maxresults")),
                query.get("maxresults"),
                include.contains("metadata"),
                include.contains("tags"),
                include.contains("snapshots"),
                include.contains("uncommittedblobs"),
                include.contains("copy"),
                include.contains("deleted"),
                include.contains("versions"),
                include.contains("deletedwithversions"));
    }

    private static int most(String text) {
        if (isEmpty(text)) {
            return LARGEST_PAGE;
        }
        invalidQueryIf(!text.matches("\\d{1,9}"), "maxresults", text, "give a number from 1 to " + LARGEST_PAGE + ".");
        int most = Integer.parseInt(text);
        if (most == 0) {
            throw outOfRangeQuery("maxresults", text, "give a number from 1 to " + LARGEST_PAGE + ".");
        }
        return Math.min(most, LARGEST_PAGE);
    }
}
