package io.mltwin.workspace.storage.blob.request;

import static io.mltwin.workspace.storage.wire.DataErrors.blobExists;
import static io.mltwin.workspace.storage.wire.DataErrors.conditionNotMet;
import static io.mltwin.workspace.storage.wire.DataErrors.multipleConditions;
import static io.mltwin.workspace.storage.wire.DataErrors.unsatisfiableCondition;
import static io.mltwin.workspace.storage.wire.RequestErrors.invalidHeaderIf;

import io.mltwin.workspace.storage.lease.LeaseId;
import io.mltwin.workspace.storage.tags.TagCondition;
import io.mltwin.workspace.storage.wire.HttpDates;
import io.vertx.core.MultiMap;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * The conditional headers of a request ("Specifying conditional headers for Blob service
 * operations"); an entity tag goes before a time. Tags and leases are compared with the blob's row.
 */
public record BlobConditions(
        String ifMatch,
        String ifNoneMatch,
        Instant ifModifiedSince,
        Instant ifUnmodifiedSince,
        TagCondition ifTags,
        String leaseId) {

    public static final BlobConditions NONE = new BlobConditions(null, null, null, null, null, null);

    private static final String ANY = "*";

    static BlobConditions of(MultiMap headers) {
        return new BlobConditions(
                headers.get("If-Match"),
                headers.get("If-None-Match"),
                HttpDates.parse("If-Modified-Since", headers.get("If-Modified-Since")),
                HttpDates.parse("If-Unmodified-Since", headers.get("If-Unmodified-Since")),
                tags(headers, "x-ms-if-tags"),
                leaseId(headers, "x-ms-lease-id"));
    }

    /** Reads the conditions on the source of a copy, {@code x-ms-source-if-*}. */
    public static BlobConditions ofSource(MultiMap headers) {
        return new BlobConditions(
                headers.get("x-ms-source-if-match"),
                headers.get("x-ms-source-if-none-match"),
                HttpDates.parse("x-ms-source-if-modified-since", headers.get("x-ms-source-if-modified-since")),
                HttpDates.parse("x-ms-source-if-unmodified-since", headers.get("x-ms-source-if-unmodified-since")),
                tags(headers, "x-ms-source-if-tags"),
                leaseId(headers, "x-ms-source-lease-id"));
    }

    private static TagCondition tags(MultiMap headers, String name) {
        String text = headers.get(name);
        return text == null ? null : TagCondition.ofHeader(name, text);
    }

    /** Returns the lease id of a header in its canonical form, or null. */
    public static String leaseId(MultiMap headers, String name) {
        String given = headers.get(name);
        String id = given == null ? null : LeaseId.canonicalOrNull(given);
        invalidHeaderIf(given != null && id == null, name, "a lease id is a GUID.");
        return id;
    }

    /** A version of a blob or container, as conditions see it. */
    public interface Version {
        String etag();

        Instant modified();
    }

    /** Tells whether an existing blob refuses the request ({@code If-None-Match: *}). */
    public boolean wantNone() {
        return ANY.equals(ifNoneMatch);
    }

    /**
     * Checks the conditions of a read; returns false when the client has this version already
     * (304).
     *
     * @throws io.mltwin.armweb.AzureException 412 when another was asked for, 400 when only what
     *     does not exist was
     */
    public boolean allowRead(Version current) {
        if (wantNone()) {
            throw unsatisfiableCondition();
        }
        checkMatch(current);
        return !isKnown(current);
    }

    /**
     * Checks the conditions of what makes a blob: Put Blob, Put Block List and copies. {@link
     * #checkWrite} follows.
     *
     * @throws io.mltwin.armweb.AzureException 409 when there must be none
     */
    public void checkCreate(boolean exists) {
        requireOneCondition();
        if (exists && wantNone()) {
            throw blobExists();
        }
    }

    /**
     * Checks the conditions of a change.
     *
     * @param current null when there is none yet
     * @throws io.mltwin.armweb.AzureException 412 when a condition is not met, 400 for conditions
     *     that do not go together
     */
    public void checkWrite(Version current) {
        requireOneCondition();
        if (current == null) {
            if (ifMatch != null || ifUnmodifiedSince != null && ifNoneMatch == null) {
                throw conditionNotMet();
            }
            return;
        }
        checkMatch(current);
        if (isKnown(current)) {
            throw conditionNotMet();
        }
    }

    /**
     * Writes take one entity tag, and of several conditions the two pairs of which one outweighs
     * the other.
     */
    private void requireOneCondition() {
        boolean match = ifMatch != null;
        boolean noneMatch = ifNoneMatch != null;
        boolean modified = ifModifiedSince != null;
        boolean unmodified = ifUnmodifiedSince != null;
        if ((match || unmodified) && (noneMatch || modified) || isList(ifMatch) || isList(ifNoneMatch)) {
            throw multipleConditions();
        }
    }

    private static boolean isList(String header) {
        return header != null && header.indexOf(',') >= 0;
    }

    private void checkMatch(Version current) {
        boolean met = ifMatch != null
                ? names(ifMatch, current.etag())
                : ifUnmodifiedSince == null || !seconds(current.modified()).isAfter(ifUnmodifiedSince);
        if (!met) {
            throw conditionNotMet();
        }
    }

    private boolean isKnown(Version current) {
        return ifNoneMatch != null
                ? names(ifNoneMatch, current.etag())
                : ifModifiedSince != null && !seconds(current.modified()).isAfter(ifModifiedSince);
    }

    private static boolean names(String header, String etag) {
        for (String candidate : header.split(",")) {
            String bare = candidate.trim();
            if (bare.startsWith("W/")) {
                bare = bare.substring(2);
            }
            if (bare.equals(ANY) || bare.replace("\"", "").equals(etag.replace("\"", ""))) {
                return true;
            }
        }
        return false;
    }

    private static Instant seconds(Instant time) {
        return time.truncatedTo(ChronoUnit.SECONDS);
    }
}
