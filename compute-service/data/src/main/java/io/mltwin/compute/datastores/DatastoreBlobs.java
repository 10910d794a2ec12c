package io.mltwin.compute.datastores;

import static io.mltwin.compute.datastores.DatastoreErrors.refusedByAccount;

import io.mltwin.access.ServiceAnswer;
import io.mltwin.access.ServiceHttp;
import io.mltwin.access.ServiceRequest;
import io.mltwin.armweb.AzureException;
import io.mltwin.compute.encryption.OpenWorkspace;
import io.mltwin.compute.workspaces.WorkspaceClient;
import io.mltwin.encoding.UriEncoding;
import io.mltwin.platform.Addresses;
import io.mltwin.platform.ServiceName;
import jakarta.inject.Singleton;

/**
 * Looks into datastores on behalf of this service: with the datastore's credential, or as the
 * workspace's identity where it has none.
 */
@Singleton
public record DatastoreBlobs(
        DatastoreAccess access, WorkspaceClient workspaces, ServiceHttp http, Addresses addresses) {

    private static final String STORAGE = "https://storage.azure.com";
    private static final String VERSION = "2020-10-02";

    /**
     * Returns whether a datastore has a blob or file of this name.
     *
     * @throws AzureException 404 for no such datastore, 501 for one that no run can read, 403 where
     *     the storage account refuses
     */
    public boolean exists(OpenWorkspace workspace, String datastore, String path) {
        DatastoreAccess.Place place = access.open(
                workspace,
                datastore,
                false,
                () -> workspaces
                        .identityToken(workspace.workspace().id(), STORAGE)
                        .value());
        String container =
                place.url().substring(addresses.address(ServiceName.WORKSPACE).length());
        ServiceRequest request = http.request(
                        ServiceName.WORKSPACE,
                        "HEAD",
                        container
                                + "/"
                                + UriEncoding.encodePath(path)
                                + (place.signature() == null ? "" : "?" + place.signature()))
                .host(place.host())
                .header("x-ms-version", VERSION);
        if (place.token() != null) {
            request.bearer(place.token());
        }
        if (place.service().equals(ShareSas.SERVICE)) {
            request.header("x-ms-file-request-intent", "backup");
        }
        ServiceAnswer answer = request.send();
        if (answer.status() == 404) {
            return false;
        }
        if (!answer.isSuccess()) {
            throw refusedByAccount(
                    datastore,
                    answer.status(),
                    answer.headers().firstValue("x-ms-error-code").orElse(""));
        }
        return true;
    }
}
