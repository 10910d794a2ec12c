package io.mltwin.workspace.storage.blob;

import io.vertx.core.MultiMap;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * The conditional headers of a request ("Specifying conditional headers for Blob service
 * operations"); an entity tag goes before a time.
 */
record BlobConditions(
        String ifMatch, String ifNoneMatch, Instant ifModifiedSince, Instant ifUnmodifiedSince) {

    static BlobConditions of(MultiMap headers) {
        return new BlobConditions(
                headers.get("If-Match"),
                headers.get("If-None-Match"),
                HttpDates.parse("If-Modified-Since", headers.get("If-Modified-Since")),
                HttpDates.parse("If-Unmodified-Since", headers.get("If-Unmodified-Since")));
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
                throw BlobErrors.conditionNotMet();
            }
            return;
        }
        if ("*".equals(ifNoneMatch)) {
            throw BlobErrors.blobExists();
        }
        checkMatch(current);
        if (isKnown(current)) {
            throw BlobErrors.conditionNotMet();
        }
    }

    private void checkMatch(Version current) {
        boolean met =
                ifMatch != null
                        ? names(ifMatch, current.etag())
                        : ifUnmodifiedSince == null
                                || !seconds(current.modified()).isAfter(ifUnmodifiedSince);
        if (!met) {
            throw BlobErrors.conditionNotMet();
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
