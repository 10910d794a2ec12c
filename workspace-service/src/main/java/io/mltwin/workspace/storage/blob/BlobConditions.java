package io.mltwin.workspace.storage.blob;

import io.mltwin.workspace.storage.tags.TagCondition;
import io.mltwin.workspace.storage.wire.DataErrors;
import io.mltwin.workspace.storage.wire.HttpDates;
import io.mltwin.workspace.storage.wire.RequestErrors;
import io.vertx.core.MultiMap;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.regex.Pattern;

/**
 * The conditional headers of a request ("Specifying conditional headers for Blob service
 * operations"); an entity tag goes before a time. Tags and leases are looked at by {@link
 * BlobGuard}.
 */
record BlobConditions(
        String ifMatch,
        String ifNoneMatch,
        Instant ifModifiedSince,
        Instant ifUnmodifiedSince,
        TagCondition ifTags,
        String leaseId) {

    static final BlobConditions NONE = new BlobConditions(null, null, null, null, null, null);

    private static final Pattern LEASE_ID =
            Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

    static BlobConditions of(MultiMap headers) {
        String tags = headers.get("x-ms-if-tags");
        return new BlobConditions(
                headers.get("If-Match"),
                headers.get("If-None-Match"),
                HttpDates.parse("If-Modified-Since", headers.get("If-Modified-Since")),
                HttpDates.parse("If-Unmodified-Since", headers.get("If-Unmodified-Since")),
                tags == null ? null : TagCondition.ofHeader(tags),
                leaseId(headers, "x-ms-lease-id"));
    }

    /** The conditions on the source of a copy, {@code x-ms-source-if-*}. */
    static BlobConditions ofSource(MultiMap headers) {
        String tags = headers.get("x-ms-source-if-tags");
        return new BlobConditions(
                headers.get("x-ms-source-if-match"),
                headers.get("x-ms-source-if-none-match"),
                HttpDates.parse(
                        "x-ms-source-if-modified-since",
                        headers.get("x-ms-source-if-modified-since")),
                HttpDates.parse(
                        "x-ms-source-if-unmodified-since",
                        headers.get("x-ms-source-if-unmodified-since")),
                tags == null ? null : TagCondition.ofHeader(tags),
                leaseId(headers, "x-ms-source-lease-id"));
    }

    /** For requests that name a lease to do something with it. */
    BlobConditions withoutLease() {
        return new BlobConditions(
                ifMatch, ifNoneMatch, ifModifiedSince, ifUnmodifiedSince, ifTags, null);
    }

    /** The lease that a header names, or null. */
    static String leaseId(MultiMap headers, String name) {
        String id = headers.get(name);
        if (id != null && !LEASE_ID.matcher(id).matches()) {
            throw RequestErrors.invalidHeader(name, "a lease id is a GUID.");
        }
        return id;
    }

    /** A version of a blob or container, as conditions see it. */
    interface Version {
        String etag();

        Instant modified();
    }

    /**
     * For reading: false when the client has this version already (304).
     *
     * @throws io.mltwin.armweb.AzureFault 412 when another was asked for
     */
    boolean allowRead(Version current) {
        checkMatch(current);
        return !isKnown(current);
    }

    /**
     * For changing.
     *
     * @param current null when there is none yet
     * @throws io.mltwin.armweb.AzureFault 409 when there must be none, 412 for any other condition
     */
    void checkWrite(Version current) {
        if (current == null) {
            if (ifMatch != null || ifUnmodifiedSince != null && ifNoneMatch == null) {
                throw DataErrors.conditionNotMet();
            }
            return;
        }
        if ("*".equals(ifNoneMatch)) {
            throw DataErrors.blobExists();
        }
        checkMatch(current);
        if (isKnown(current)) {
            throw DataErrors.conditionNotMet();
        }
    }

    private void checkMatch(Version current) {
        boolean met =
                ifMatch != null
                        ? names(ifMatch, current.etag())
                        : ifUnmodifiedSince == null
                                || !seconds(current.modified()).isAfter(ifUnmodifiedSince);
        if (!met) {
            throw DataErrors.conditionNotMet();
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
            if (bare.equals("*") || bare.replace("\"", "").equals(etag.replace("\"", ""))) {
                return true;
            }
        }
        return false;
    }

    private static Instant seconds(Instant time) {
        return time.truncatedTo(ChronoUnit.SECONDS);
    }
}
