package io.mltwin.compute.blobs;

import static io.mltwin.compute.blobs.BlobErrors.storage;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.time.temporal.ChronoUnit.SECONDS;

import io.mltwin.access.ServiceAnswer;
import io.mltwin.access.ServiceHttp;
import io.mltwin.access.ServiceRequest;
import io.mltwin.armweb.AzureException;
import io.mltwin.compute.workspaces.Workspace;
import io.mltwin.compute.workspaces.WorkspaceClient;
import io.mltwin.encoding.UriEncoding;
import io.mltwin.platform.Addresses;
import io.mltwin.platform.ServiceName;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Blobs in the workspace's storage account, over its public REST API and as the workspace's managed
 * identity: compute-service has no other way to them.
 */
@Singleton
public record WorkspaceBlobs(ServiceHttp http, Addresses addresses, WorkspaceClient workspaces) {

    private static final String STORAGE = "https://storage.azure.com";
    private static final String VERSION = "2020-10-02";
    private static final Pattern ELEMENT = Pattern.compile("<(\\w+)>([^<]+)</\\1>");
    private static final Duration LARGE = Duration.ofMinutes(5);

    /** Stores a blob; an existing one is kept and false returned when {@code onlyNew}. */
    public boolean put(
            Workspace workspace,
            String container,
            String name,
            String contentType,
            BodyPublisher content,
            boolean onlyNew) {
        ServiceAnswer answer = call(
                workspace,
                "PUT",
                path(container, name),
                request -> {
                    request.header("x-ms-blob-type", "BlockBlob")
                            .header("Content-Type", contentType)
                            .body(content)
                            .timeout(LARGE);
                    return (onlyNew ? request.header("If-None-Match", "*") : request).send();
                },
                ServiceAnswer::status);
        if (onlyNew && (answer.status() == 409 || answer.status() == 412)) {
            return false;
        }
        if (!answer.isSuccess()) {
            throw failure("PUT of " + container + "/" + name, answer);
        }
        return true;
    }

    /** The blob's content, or empty when there is none; the caller closes it. */
    public Optional<InputStream> open(Workspace workspace, String container, String name) {
        HttpResponse<InputStream> answer = call(
                workspace,
                "GET",
                path(container, name),
                request -> request.timeout(LARGE).stream(),
                HttpResponse::statusCode);
        if (answer.statusCode() == 200) {
            return Optional.of(answer.body());
        }
        discard(answer.body());
        if (answer.statusCode() == 404) {
            return Optional.empty();
        }
        throw storage(
                "GET of " + container + "/" + name,
                answer.statusCode(),
                answer.headers().firstValue("x-ms-error-code").orElse(null));
    }

    /** The blob's length, or empty when there is none. */
    public Optional<Long> length(Workspace workspace, String container, String name) {
        ServiceAnswer answer =
                call(workspace, "HEAD", path(container, name), ServiceRequest::send, ServiceAnswer::status);
        if (answer.status() == 404) {
            return Optional.empty();
        }
        if (!answer.isSuccess()) {
            throw failure("HEAD of " + container + "/" + name, answer);
        }
        return Optional.of(answer.headers().firstValueAsLong("Content-Length").orElse(0));
    }

    /** Makes a container; one that is there stays as it is. */
    public void createContainer(Workspace workspace, String container) {
        ServiceAnswer answer = call(
                workspace, "PUT", "/" + container + "?restype=container", ServiceRequest::send, ServiceAnswer::status);
        if (!answer.isSuccess() && answer.status() != 409) {
            throw failure("the container " + container, answer);
        }
    }

    /**
     * A user delegation key of the workspace's identity: the elements of storage's answer by their
     * names.
     */
    public Map<String, String> delegationKey(Workspace workspace, Instant expiry) {
        String asked = "<KeyInfo><Expiry>" + expiry.truncatedTo(SECONDS) + "</Expiry></KeyInfo>";
        ServiceAnswer answer = call(
                workspace,
                "POST",
                "/?restype=service&comp=userdelegationkey",
                request -> request.body(BodyPublishers.ofString(asked)).send(),
                ServiceAnswer::status);
        if (!answer.isSuccess()) {
            throw failure("the user delegation key", answer);
        }
        return ELEMENT.matcher(new String(answer.body(), UTF_8))
                .results()
                .collect(Collectors.toMap(found -> found.group(1), found -> found.group(2)));
    }

    /** Deletes a blob; one that is not there is deleted already. */
    public void delete(Workspace workspace, String container, String name) {
        ServiceAnswer answer =
                call(workspace, "DELETE", path(container, name), ServiceRequest::send, ServiceAnswer::status);
        if (!answer.isSuccess() && answer.status() != 404) {
            throw failure("DELETE of " + container + "/" + name, answer);
        }
    }

    /** All blobs whose names begin with the prefix. */
    public List<BlobItem> list(Workspace workspace, String container, String prefix) {
        List<BlobItem> items = new ArrayList<>();
        String marker = "";
        do {
            String query = "?restype=container&comp=list&prefix="
                    + UriEncoding.encodeQueryValue(prefix)
                    + (marker.isEmpty() ? "" : "&marker=" + UriEncoding.encodeQueryValue(marker));
            ServiceAnswer answer =
                    call(workspace, "GET", "/" + container + query, ServiceRequest::send, ServiceAnswer::status);
            if (answer.status() == 404) {
                return items;
            }
            if (!answer.isSuccess()) {
                throw failure("the list of " + container, answer);
            }
            BlobList list = BlobList.parse(answer.body());
            items.addAll(list.items());
            marker = list.nextMarker();
        } while (!marker.isEmpty());
        return items;
    }

    private static String path(String container, String name) {
        return "/" + container + "/" + UriEncoding.encodePath(name);
    }

    /** As the workspace's identity; once more with a new token when the kept one is refused. */
    private <T> T call(
            Workspace workspace,
            String method,
            String pathAndQuery,
            Function<ServiceRequest, T> send,
            ToIntFunction<T> status) {
        T answer = send.apply(request(workspace, method, pathAndQuery));
        if (status.applyAsInt(answer) == 401) {
            workspaces.forgetToken(workspace.id(), STORAGE);
            answer = send.apply(request(workspace, method, pathAndQuery));
        }
        return answer;
    }

    private ServiceRequest request(Workspace workspace, String method, String pathAndQuery) {
        return http.request(ServiceName.WORKSPACE, method, pathAndQuery)
                .host(addresses.blobHost(workspace.storageAccountName()))
                .bearer(workspaces.identityToken(workspace.id(), STORAGE).value())
                .header("x-ms-version", VERSION);
    }

    private static AzureException failure(String what, ServiceAnswer answer) {
        return storage(
                what,
                answer.status(),
                answer.headers().firstValue("x-ms-error-code").orElse(null));
    }

    private static void discard(InputStream body) {
        try {
            body.close();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** A blob in a list. */
    public record BlobItem(String name, long length, String etag, String contentType) {}
}
