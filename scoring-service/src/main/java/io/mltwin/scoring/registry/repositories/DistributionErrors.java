package io.mltwin.scoring.registry.repositories;

import io.mltwin.armweb.AzureFault;
import java.util.Map;

/**
 * The error codes of the OCI distribution specification (1.1), each with its status and text in one
 * place.
 */
final class DistributionErrors {

    private DistributionErrors() {}

    static AzureFault unauthorized(String why, String challenge) {
        return new AzureFault(401, "UNAUTHORIZED", why)
                .withHeaders(Map.of("WWW-Authenticate", challenge));
    }

    static AzureFault tokenRefused(String why) {
        return new AzureFault(401, "UNAUTHORIZED", why);
    }

    static AzureFault denied(String why) {
        return new AzureFault(403, "DENIED", why);
    }

    static AzureFault badTokenRequest(String why) {
        return new AzureFault(400, "UNSUPPORTED", why);
    }

    static AzureFault nameUnknown(String registry) {
        return new AzureFault(404, "NAME_UNKNOWN", "There is no registry '" + registry + "'.");
    }

    static AzureFault repositoryUnknown(String repository) {
        return new AzureFault(
                404,
                "NAME_UNKNOWN",
                "The repository '" + repository + "' is not known to this registry.");
    }

    static AzureFault nameInvalid(String repository) {
        return new AzureFault(
                400, "NAME_INVALID", "'" + repository + "' is no valid repository name.");
    }

    static AzureFault tagInvalid(String tag) {
        return new AzureFault(400, "TAG_INVALID", "'" + tag + "' is no valid tag.");
    }

    static AzureFault digestInvalid(String why) {
        return new AzureFault(400, "DIGEST_INVALID", why);
    }

    static AzureFault blobUnknown(String digest) {
        return new AzureFault(
                404, "BLOB_UNKNOWN", "The blob " + digest + " is not known to this repository.");
    }

    static AzureFault uploadUnknown(String upload) {
        return new AzureFault(
                404,
                "BLOB_UPLOAD_UNKNOWN",
                "There is no upload '" + upload + "' in this repository.");
    }

    static AzureFault rangeInvalid(long received) {
        return new AzureFault(
                416, "RANGE_INVALID", "The next chunk must begin at byte " + received + ".");
    }

    static AzureFault manifestUnknown(String reference) {
        return new AzureFault(
                404,
                "MANIFEST_UNKNOWN",
                "The manifest '" + reference + "' is not known to this repository.");
    }

    static AzureFault manifestInvalid(String why) {
        return new AzureFault(400, "MANIFEST_INVALID", why);
    }

    static AzureFault manifestBlobUnknown(String digest) {
        return new AzureFault(
                400,
                "MANIFEST_BLOB_UNKNOWN",
                "The manifest refers to " + digest + ", which is not in this repository.");
    }

    static AzureFault unsupported(String what) {
        return new AzureFault(405, "UNSUPPORTED", what);
    }
}
