package io.mltwin.scoring.models.artifacts;

import io.mltwin.access.ServiceAnswer;
import io.mltwin.armweb.AzureException;
import io.mltwin.armweb.DecisionHeader;
import java.net.http.HttpHeaders;
import java.util.Set;

/**
 * Says what an answer of blob storage means to what reads the files of a model. A refusal stays
 * what it is, with storage's code, text and decision: to try again does not help. What may pass by
 * itself is 502 or 503.
 */
final class StorageErrors {

    private static final int FORBIDDEN = 403;

    /** A token that has just expired, a timeout, too many requests. */
    private static final Set<Integer> PASSING = Set.of(401, 408, 429);

    private static final String UNAVAILABLE = "ArtifactUnavailable";
    private static final String ROLE =
            "Give the workspace's identity the role Storage Blob Data Contributor on the storage"
                    + " account, and let it through the account's firewall; then try again.";
    private static final String CREDENTIAL =
            "Give the identity or credential of the datastore access to the storage account, and let"
                    + " it through the account's firewall; for the account's key see resyncKeys,"
                    + " allowSharedKeyAccess and systemDatastoresAuthMode; then try again.";

    private StorageErrors() {}

    /** Returns the error of an answer that is no success. */
    static AzureException of(ArtifactFile file, int status, HttpHeaders headers, byte[] body) {
        return file.place() == null
                ? ofWorkspace(file.path(), status, headers, body)
                : error(
                        "The file '" + file.path() + "' of " + datastore(file.place()),
                        CREDENTIAL,
                        status,
                        headers,
                        body);
    }

    /** Returns the error of an answer about a path in the workspace's own storage account. */
    static AzureException ofWorkspace(String path, ServiceAnswer answer) {
        return ofWorkspace(path, answer.status(), answer.headers(), answer.body());
    }

    private static AzureException ofWorkspace(String path, int status, HttpHeaders headers, byte[] body) {
        return error("The artifact '" + path + "' of the workspace's storage account", ROLE, status, headers, body);
    }

    /** Returns the error of an answer about the files of a place in a datastore. */
    static AzureException ofDatastore(ModelPlace place, ServiceAnswer answer) {
        return error(
                "The path '" + place.path() + "' of " + datastore(place),
                CREDENTIAL,
                answer.status(),
                answer.headers(),
                answer.body());
    }

    private static String datastore(ModelPlace place) {
        return "the datastore '" + place.datastore() + "'";
    }

    private static AzureException error(String what, String remedy, int status, HttpHeaders headers, byte[] body) {
        if (!isRefusal(status)) {
            return new AzureException(
                    status == 404 || status == 503 ? status : 502,
                    UNAVAILABLE,
                    "%s cannot be read: status %s.",
                    what,
                    status);
        }
        String said = BlobList.errorMessage(body);
        return DecisionHeader.on(
                new AzureException(
                        status,
                        headers.firstValue("x-ms-error-code").orElse(UNAVAILABLE),
                        "%s cannot be read: storage refuses it%s%s",
                        what,
                        said.isEmpty() ? "." : " (" + said + ").",
                        status == FORBIDDEN ? " " + remedy : ""),
                headers.firstValue(DecisionHeader.NAME).orElse(null));
    }

    /** Returns true for a status that the same request would meet again; missing content has a case of its own. */
    private static boolean isRefusal(int status) {
        return status >= 400 && status < 500 && !PASSING.contains(status) && status != 404;
    }
}
