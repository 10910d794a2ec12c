package io.mltwin.scoring.models.artifacts;

import static io.mltwin.armweb.AzureException.badRequest;
import static io.mltwin.scoring.models.artifacts.StorageErrors.ofWorkspace;

import io.mltwin.access.ServiceAnswer;
import io.mltwin.access.ServiceHttp;
import io.mltwin.access.ServiceRequest;
import io.mltwin.armweb.AzureException;
import io.mltwin.encoding.UriEncoding;
import io.mltwin.platform.Addresses;
import io.mltwin.platform.ServiceName;
import io.mltwin.scoring.workspaces.ComputeServiceClient;
import io.mltwin.scoring.workspaces.WorkspaceClient;
import io.mltwin.scoring.workspaces.WorkspaceView;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Artifacts of a workspace: what runs wrote (compute-service knows where) and what clients uploaded
 * ({@code LocalUpload/…} in the container {@code azureml}), read from blob storage as the
 * workspace's identity.
 */
@Singleton
public record ArtifactClient(
        ServiceHttp http,
        ComputeServiceClient compute,
        WorkspaceClient workspaces,
        Addresses addresses,
        DatastoreClient datastores) {

    private static final String CONTAINER = "azureml";
    private static final String STORAGE_VERSION = "2020-10-02";
    private static final int MOST_OF_ERROR = 64 << 10;

    record Location(String container, String blob, long length) {}

    /** Returns the file at this path, if there is one. */
    public Optional<ArtifactFile> find(WorkspaceView workspace, String path) {
        return path.startsWith("ExperimentRun/") ? ofRun(workspace, path) : uploaded(workspace, path);
    }

    private Optional<ArtifactFile> ofRun(WorkspaceView workspace, String path) {
        return compute.find(Location.class, "/_internal/artifacts", "workspace", workspace.id(), "path", path)
                .map(found -> new ArtifactFile(path, found.container(), found.blob(), found.length()));
    }

    private Optional<ArtifactFile> uploaded(WorkspaceView workspace, String path) {
        ServiceAnswer answer = blob(workspace, "HEAD", CONTAINER, path).send();
        if (answer.status() == 404) {
            return Optional.empty();
        }
        if (!answer.isSuccess()) {
            throw ofWorkspace(path, answer);
        }
        long length = answer.headers().firstValueAsLong("Content-Length").orElse(0);
        return Optional.of(new ArtifactFile(path, CONTAINER, path, length));
    }

    /** Returns all files below a prefix. */
    public List<ArtifactFile> list(WorkspaceView workspace, String prefix) {
        return list(workspace, CONTAINER, prefix);
    }

    /** Returns all files below a prefix of a container of the workspace's storage account. */
    public List<ArtifactFile> list(WorkspaceView workspace, String container, String prefix) {
        List<ArtifactFile> files = new ArrayList<>();
        String marker = "";
        do {
            String query = "?restype=container&comp=list&prefix="
                    + UriEncoding.encodeQueryValue(prefix)
                    + (marker.isEmpty() ? "" : "&marker=" + UriEncoding.encodeQueryValue(marker));
            ServiceAnswer answer =
                    request(workspace, "GET", "/" + container + query).send();
            if (!answer.isSuccess()) {
                throw ofWorkspace(prefix, answer);
            }
            BlobList page = BlobList.read(answer.body());
            page.items()
                    .forEach(item -> files.add(new ArtifactFile(item.name(), container, item.name(), item.length())));
            marker = page.nextMarker();
        } while (!marker.isEmpty());
        return files;
    }

    /**
     * Returns what tells a file's content from others that it has had; empty where it is not told.
     */
    public Optional<String> etag(WorkspaceView workspace, ArtifactFile file) {
        ServiceAnswer answer = request(workspace, file, "HEAD").send();
        if (!answer.isSuccess()) {
            throw StorageErrors.of(file, answer.status(), answer.headers(), answer.body());
        }
        return answer.headers().firstValue("ETag");
    }

    /** Writes a file's content to {@code to}. */
    public void download(WorkspaceView workspace, ArtifactFile file, Path to) {
        try (InputStream body = open(workspace, file)) {
            Files.createDirectories(to.getParent());
            Files.copy(body, to);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot fetch the artifact " + file.path(), e);
        }
    }

    /**
     * Returns a file's content.
     *
     * @param most bytes that it may have
     * @throws AzureException 400 for a larger one
     */
    public byte[] read(WorkspaceView workspace, ArtifactFile file, int most) {
        try (InputStream body = open(workspace, file)) {
            byte[] content = body.readNBytes(most + 1);
            if (content.length > most) {
                throw badRequest("UserError", "The file '%s' has more than %s bytes.", file.path(), most);
            }
            return content;
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot fetch the artifact " + file.path(), e);
        }
    }

    private InputStream open(WorkspaceView workspace, ArtifactFile file) throws IOException {
        HttpResponse<InputStream> answer = request(workspace, file, "GET").stream();
        if (answer.statusCode() == 200) {
            return answer.body();
        }
        try (InputStream body = answer.body()) {
            throw StorageErrors.of(file, answer.statusCode(), answer.headers(), body.readNBytes(MOST_OF_ERROR));
        }
    }

    private ServiceRequest request(WorkspaceView workspace, ArtifactFile file, String method) {
        return file.place() == null
                ? blob(workspace, method, file.container(), file.blob())
                : datastores.blob(file.place(), method, file.blob());
    }

    private ServiceRequest blob(WorkspaceView workspace, String method, String container, String blob) {
        return request(workspace, method, "/" + container + "/" + UriEncoding.encodePath(blob));
    }

    private ServiceRequest request(WorkspaceView workspace, String method, String pathAndQuery) {
        return http.request(ServiceName.WORKSPACE, method, pathAndQuery)
                .host(addresses.blobHost(workspace.storageAccountName()))
                .bearer(workspaces.storageToken(workspace.id()))
                .header("x-ms-version", STORAGE_VERSION);
    }
}
