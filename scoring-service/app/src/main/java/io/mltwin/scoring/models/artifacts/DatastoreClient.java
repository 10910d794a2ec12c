package io.mltwin.scoring.models.artifacts;

import static io.mltwin.scoring.models.artifacts.StorageErrors.ofDatastore;

import io.mltwin.access.ServiceAnswer;
import io.mltwin.access.ServiceHttp;
import io.mltwin.access.ServiceRequest;
import io.mltwin.armweb.AzureException;
import io.mltwin.encoding.AsciiCase;
import io.mltwin.encoding.UriEncoding;
import io.mltwin.platform.ServiceName;
import io.mltwin.scoring.workspaces.ComputeServiceClient;
import io.mltwin.scoring.workspaces.WorkspaceView;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;

/**
 * Files of models in datastores: compute-service knows where a datastore lies and opens it, blob
 * storage has the files.
 */
@Singleton
public record DatastoreClient(ServiceHttp http, ComputeServiceClient compute) {

    private static final String SCHEME = "azureml://";
    private static final String STORAGE_VERSION = "2020-10-02";

    /** Returns whether a model's URL is the URI of a datastore. */
    public static boolean isDatastoreUri(String url) {
        return AsciiCase.startsWith(url, SCHEME);
    }

    /**
     * Finds the place that a model's URI names.
     *
     * @throws AzureException 400 for a URI that names none, 501 for a datastore that cannot be read
     */
    public ModelPlace find(WorkspaceView workspace, String uri) {
        return compute.request("GET", "/_internal/model-places", "workspace", workspace.id(), "uri", uri)
                .send()
                .orFault()
                .as(ModelPlace.class);
    }

    /** Returns the file, or all files below the folder; empty when there is neither. */
    public List<ArtifactFile> list(ModelPlace place) {
        ServiceAnswer answer = blob(place, "HEAD", place.path()).send();
        if (answer.isSuccess()) {
            long length = answer.headers().firstValueAsLong("Content-Length").orElse(0);
            return List.of(file(place, place.path(), length));
        }
        if (answer.status() != 404) {
            throw ofDatastore(place, answer);
        }
        List<ArtifactFile> files = new ArrayList<>();
        String marker = "";
        do {
            BlobList page = page(place, marker);
            page.items().forEach(item -> files.add(file(place, item.name(), item.length())));
            marker = page.nextMarker();
        } while (!marker.isEmpty());
        return files;
    }

    private BlobList page(ModelPlace place, String marker) {
        String query = "?restype=container&comp=list&prefix="
                + UriEncoding.encodeQueryValue(place.path() + "/")
                + (marker.isEmpty() ? "" : "&marker=" + UriEncoding.encodeQueryValue(marker));
        ServiceAnswer answer =
                request(place, "GET", "/" + place.container() + query).send();
        if (!answer.isSuccess()) {
            throw ofDatastore(place, answer);
        }
        return BlobList.read(answer.body());
    }

    private static ArtifactFile file(ModelPlace place, String blob, long length) {
        return new ArtifactFile(blob, place.container(), blob, length, place);
    }

    ServiceRequest blob(ModelPlace place, String method, String blob) {
        return request(place, method, "/" + place.container() + "/" + UriEncoding.encodePath(blob));
    }

    private ServiceRequest request(ModelPlace place, String method, String pathAndQuery) {
        String signed = place.signature() == null
                ? pathAndQuery
                : pathAndQuery + (pathAndQuery.indexOf('?') < 0 ? "?" : "&") + place.signature();
        ServiceRequest request = http.request(ServiceName.WORKSPACE, method, signed)
                .host(place.host())
                .header("x-ms-version", STORAGE_VERSION);
        return place.token() == null ? request : request.bearer(place.token());
    }
}
