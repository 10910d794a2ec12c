package io.mltwin.scoring.registry.repositories;

import io.mltwin.armweb.AzureException;
import java.util.Map;

/**
 * The error codes of the OCI distribution specification (1.1), each with its status and text in one
 * place.
 */
final class DistributionErrors {

    private DistributionErrors() {}

    static AzureException unauthorized(String why, String challenge) {
        return new AzureException(401, "UNAUTHORIZED", why).withHeaders(Map.of("WWW-Authenticate", challenge));
    }

    static AzureException tokenRefused(String why) {
        return new AzureException(401, "UNAUTHORIZED", why);
    }

    static AzureException denied(String why) {
        return new AzureException(403, "DENIED", why);
    }

    static AzureException badTokenRequest(String why) {
        return new AzureException(400, "UNSUPPORTED", why);
    }

    static AzureException nameUnknown(String registry) {
        return new AzureException(404, "NAME_UNKNOWN", "There is no registry '" + registry + "'.");
    }

    static AzureException repositoryUnknown(String repository) {
        return new AzureException(
                404, "NAME_UNKNOWN", "The repository '" + repository + "' is not known to this registry.");
    }

    static AzureException nameInvalid(String repository) {
        return new AzureException(400, "NAME_INVALID", "'" + repository + "' is no valid repository name.");
    }

    static AzureException tagInvalid(String tag) {
        return new AzureException(400, "TAG_INVALID", "'" + tag + "' is no valid tag.");
    }

    static AzureException digestInvalid(String why) {
        return new AzureException(400, "DIGEST_INVALID", why);
    }

    static AzureException blobUnknown(String digest) {
        return new AzureException(404, "BLOB_UNKNOWN", "The blob " + digest + " is not known to this repository.");
    }

    static AzureException uploadUnknown(String upload) {
        return new AzureException(
                404, "BLOB_UPLOAD_UNKNOWN", "There is no upload '" + upload + "' in this repository.");
    }

    static AzureException uploadInvalid(String why) {
        return new AzureException(400, "BLOB_UPLOAD_INVALID", why);
    }

    static AzureException sizeInvalid(long announced, long received) {
        return new AzureException(
                400,
                "SIZE_INVALID",
                "The Content-Range announces "
                        + announced
                        + " bytes, and "
                        + received
                        + " were sent; the chunk was not kept.");
    }

    /**
     * Says which chunk is next.
     *
     * @param upload its address as the client sees it
     */
    static AzureException chunkOutOfOrder(String upload, long received) {
        return new AzureException(416, "BLOB_UPLOAD_INVALID", "The next chunk must begin at byte " + received + ".")
                .withHeaders(Map.of("Location", upload, "Range", "0-" + Math.max(0, received - 1)));
    }

    static AzureException rangeNotSatisfiable(String range, long size) {
        return new AzureException(
                        416, "RANGE_INVALID", "No byte of the blob, which has " + size + ", lies in '" + range + "'.")
                .withHeaders(Map.of("Content-Range", "bytes */" + size));
    }

    static AzureException pageInvalid(String n) {
        return new AzureException(
                400,
                "PAGINATION_NUMBER_INVALID",
                "The number of entries 'n' must be a number from 0 up, not '" + n + "'.");
    }

    static AzureException manifestUnknown(String reference) {
        return new AzureException(
                404, "MANIFEST_UNKNOWN", "The manifest '" + reference + "' is not known to this repository.");
    }

    static AzureException tagUnknown(String tag) {
        return new AzureException(404, "TAG_UNKNOWN", "The tag '" + tag + "' is not known to this repository.");
    }

    /**
     * Refuses what a lock forbids.
     *
     * @param verb delete, read or write
     */
    static AzureException disallowed(String what, String verb) {
        return new AzureException(
                405,
                "DENIED",
                "The operation is disallowed on this registry, repository or image: "
                        + what
                        + " has the attribute "
                        + verb
                        + "Enabled=false. Set it to true first, for instance with 'az acr repository update'.");
    }

    static AzureException orderInvalid(String order) {
        return new AzureException(
                400, "PAGINATION_ORDER_INVALID", "The order 'orderby' is timeasc or timedesc, not '" + order + "'.");
    }

    static AzureException attributesRequired() {
        return new AzureException(
                400, "UNSUPPORTED", "Give the attributes to change, such as {\"writeEnabled\": false}.");
    }

    static AzureException manifestInvalid(String why) {
        return new AzureException(400, "MANIFEST_INVALID", why);
    }

    static AzureException manifestBlobUnknown(String digest) {
        return new AzureException(
                400,
                "MANIFEST_BLOB_UNKNOWN",
                "The manifest refers to " + digest + ", which is not in this repository.");
    }

    static AzureException unsupported(String what) {
        return new AzureException(405, "UNSUPPORTED", what);
    }
}
