package io.mltwin.scoring.registry.repositories;

import static io.mltwin.armweb.AzureException.badRequest;
import static io.mltwin.armweb.AzureException.forbidden;
import static io.mltwin.armweb.AzureException.notFound;

import io.mltwin.armweb.AzureException;
import java.util.Map;

/**
 * The error codes of the OCI distribution specification (1.1), each with its status and text in one
 * place.
 */
final class DistributionErrors {

    static final String UPLOAD_INVALID = "BLOB_UPLOAD_INVALID";

    private DistributionErrors() {}

    static AzureException unauthorized(String why, String challenge) {
        return new AzureException(401, "UNAUTHORIZED", why).withHeaders(Map.of("WWW-Authenticate", challenge));
    }

    static AzureException tokenRefused(String why) {
        return new AzureException(401, "UNAUTHORIZED", why);
    }

    static AzureException denied(String why) {
        return forbidden("DENIED", why);
    }

    static AzureException badTokenRequest(String why) {
        return badRequest("UNSUPPORTED", why);
    }

    static AzureException nameUnknown(String registry) {
        return notFound("NAME_UNKNOWN", "There is no registry '%s'.", registry);
    }

    static AzureException repositoryUnknown(String repository) {
        return notFound("NAME_UNKNOWN", "The repository '%s' is not known to this registry.", repository);
    }

    static AzureException nameInvalid(String repository) {
        return badRequest("NAME_INVALID", "'%s' is no valid repository name.", repository);
    }

    static AzureException tagInvalid(String tag) {
        return badRequest("TAG_INVALID", "'%s' is no valid tag.", tag);
    }

    static AzureException digestInvalid(String why) {
        return badRequest("DIGEST_INVALID", why);
    }

    static AzureException blobUnknown(String digest) {
        return notFound("BLOB_UNKNOWN", "The blob %s is not known to this repository.", digest);
    }

    static AzureException uploadUnknown(String upload) {
        return notFound("BLOB_UPLOAD_UNKNOWN", "There is no upload '%s' in this repository.", upload);
    }

    static AzureException uploadInvalid(String why) {
        return badRequest(UPLOAD_INVALID, why);
    }

    static AzureException sizeInvalid(long announced, long received) {
        return badRequest(
                "SIZE_INVALID",
                "The Content-Range announces %s bytes, and %s were sent; the chunk was not kept.",
                announced,
                received);
    }

    /**
     * Says which chunk is next.
     *
     * @param upload its address as the client sees it
     */
    static AzureException chunkOutOfOrder(String upload, long received) {
        return new AzureException(416, UPLOAD_INVALID, "The next chunk must begin at byte %s.", received)
                .withHeaders(Map.of("Location", upload, "Range", "0-" + Math.max(0, received - 1)));
    }

    static AzureException rangeNotSatisfiable(String range, long size) {
        return new AzureException(416, "RANGE_INVALID", "No byte of the blob, which has %s, lies in '%s'.", size, range)
                .withHeaders(Map.of("Content-Range", "bytes */" + size));
    }

    static AzureException pageInvalid(String n) {
        return badRequest(
                "PAGINATION_NUMBER_INVALID", "The number of entries 'n' must be a number from 0 up, not '%s'.", n);
    }

    static AzureException manifestUnknown(String reference) {
        return notFound("MANIFEST_UNKNOWN", "The manifest '%s' is not known to this repository.", reference);
    }

    static AzureException tagUnknown(String tag) {
        return notFound("TAG_UNKNOWN", "The tag '%s' is not known to this repository.", tag);
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
                "The operation is disallowed on this registry, repository or image: %s has the attribute"
                        + " %sEnabled=false. Set it to true first, for instance with 'az acr repository update'.",
                what,
                verb);
    }

    static AzureException orderInvalid(String order) {
        return badRequest("PAGINATION_ORDER_INVALID", "The order 'orderby' is timeasc or timedesc, not '%s'.", order);
    }

    static AzureException attributesRequired() {
        return badRequest("UNSUPPORTED", "Give the attributes to change, such as {\"writeEnabled\": false}.");
    }

    static AzureException manifestInvalid(String why) {
        return badRequest("MANIFEST_INVALID", why);
    }

    static AzureException manifestBlobUnknown(String digest) {
        return badRequest(
                "MANIFEST_BLOB_UNKNOWN", "The manifest refers to %s, which is not in this repository.", digest);
    }

    static AzureException unsupported(String what) {
        return new AzureException(405, "UNSUPPORTED", what);
    }
}
