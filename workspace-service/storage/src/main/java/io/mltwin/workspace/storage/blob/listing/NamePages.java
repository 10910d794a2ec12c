package io.mltwin.workspace.storage.blob.listing;

import static io.mltwin.encoding.Absence.isEmpty;
import static io.mltwin.workspace.storage.wire.RequestErrors.outOfRangeQuery;

import io.mltwin.armweb.AzureException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.function.Function;

/**
 * Reads one page of a list of names ("List Blobs"): those with a prefix, the rest of a name after
 * the delimiter folded into one {@code BlobPrefix}, continued by an opaque marker.
 */
public final class NamePages {

    /** Names are fetched in batches of at least this many. */
    private static final int BATCH = 100;

    private static final int LARGEST_BATCH = 6400;

    /** Sorts right after the name it is appended to. */
    private static final String NEXT = "\u0001";

    private NamePages() {}

    /** Items in order of name, from {@code from} on, before {@code before} unless null. */
    public interface Source<T> {
        List<T> fetch(String from, String before, int limit);

        /** The same, perhaps of a folder's items the first alone. */
        default List<T> fetchFolders(String from, String before, int limit) {
            return fetch(from, before, limit);
        }
    }

    /**
     * An item, or the common prefix of several.
     *
     * @param item null for a prefix
     */
    record Entry<T>(T item, String prefix) {}

    /**
     * @param marker where the next page begins, null on the last
     */
    public record Page<T>(List<Entry<T>> entries, String marker) {}

    /**
     * Reads a page.
     *
     * @param delimiter null for a flat list
     * @param marker of the page before, null for the first
     */
    public static <T> Page<T> read(
            Source<T> source, Function<T, String> nameOf, String prefix, String delimiter, String marker, int most) {
        String at = isEmpty(marker) ? prefix : decode(marker);
        if (at.compareTo(prefix) < 0) {
            at = prefix;
        }
        String end = successor(prefix);
        List<Entry<T>> entries = new ArrayList<>();
        String group = null;
        int size = delimiter == null ? Integer.MAX_VALUE : BATCH;
        boolean folders = false;
        while (true) {
            int limit = Math.min(size, Math.max(BATCH, most + 1 - entries.size()));
            List<T> batch = folders ? source.fetchFolders(at, end, limit) : source.fetch(at, end, limit);
            int inFolders = 0;
            for (T item : batch) {
                String name = nameOf.apply(item);
                if (group != null && name.startsWith(group)) {
                    inFolders++;
                    continue;
                }
                if (entries.size() == most) {
                    return new Page<>(entries, encode(name));
                }
                group = group(name, prefix, delimiter);
                inFolders += group == null ? 0 : 1;
                entries.add(group == null ? new Entry<>(item, null) : new Entry<>(null, group));
            }
            if (batch.size() < limit) {
                return new Page<>(entries, null);
            }
            String last = nameOf.apply(batch.get(batch.size() - 1));
            at = group == null ? last + NEXT : successor(group);
            if (at == null) {
                return new Page<>(entries, null);
            }
            // to find one item by another costs more than to read it, and less than to read a folder's
            folders = 2 * inFolders > batch.size();
            size = Math.max(size, Math.min(4 * size, LARGEST_BATCH));
        }
    }

    private static String group(String name, String prefix, String delimiter) {
        if (isEmpty(delimiter)) {
            return null;
        }
        // what follows a NUL is no part of the name: it tells a blob and its snapshots apart
        int end = name.indexOf('\0');
        int found = (end < 0 ? name : name.substring(0, end)).indexOf(delimiter, prefix.length());
        return found < 0 ? null : name.substring(0, found + delimiter.length());
    }

    /**
     * Returns the first text after all that begin with {@code prefix}, by code point; null when
     * there is none.
     */
    static String successor(String prefix) {
        int end = prefix.length();
        while (end > 0) {
            int last = prefix.codePointBefore(end);
            end -= Character.charCount(last);
            if (last < Character.MAX_CODE_POINT) {
                int next = last + 1 == Character.MIN_SURROGATE ? Character.MAX_SURROGATE + 1 : last + 1;
                return prefix.substring(0, end) + Character.toString(next);
            }
        }
        return null;
    }

    private static String encode(String name) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(name.getBytes(StandardCharsets.UTF_8));
    }

    private static String decode(String marker) {
        try {
            String name = new String(Base64.getUrlDecoder().decode(marker), StandardCharsets.UTF_8);
            int snapshot = name.indexOf('\0');
            if (snapshot != 0 && snapshot == name.lastIndexOf('\0')) {
                return name;
            }
        } catch (IllegalArgumentException foreign) {
            throw foreignMarker(marker);
        }
        throw foreignMarker(marker);
    }

    public static AzureException foreignMarker(String marker) {
        return outOfRangeQuery("marker", marker, "give the NextMarker of the page before.");
    }
}
