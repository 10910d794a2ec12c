package io.mltwin.node.image;

import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.encoding.Sha256;
import io.mltwin.encoding.UriEncoding;
import io.mltwin.node.calls.ComputeServiceClient;
import io.mltwin.node.calls.ComputeServiceClient.ImageAccess;
import io.mltwin.node.calls.NodeHttp;
import io.mltwin.node.calls.StorageCalls;
import io.mltwin.node.calls.VaultClient;
import io.mltwin.node.data.BlobClient;
import io.mltwin.node.data.BlobContent;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One repository of the workspace's container registry, by the registry's own data plane (OCI
 * distribution specification 1.1). The node has a token for this repository alone, which
 * compute-service got as the workspace, or which the node gets itself with the password of the
 * registry's admin user where it is told the name of that secret alone.
 */
public final class RegistryClient implements EnvironmentImages.Repository {

    private static final String TAG = "latest";
    private static final Duration CALL = Duration.ofSeconds(60);
    private static final Duration BLOB = Duration.ofMinutes(10);
    private static final int NOT_FOUND = 404;

    /** A connection that breaks costs no more than one part. */
    private static final long PART_BYTES = 256L * 1024 * 1024;

    private static final String OCTETS = "application/octet-stream";

    private final NodeHttp http;
    private final ComputeServiceClient service;
    private final String environment;
    private final ImageAccess place;
    private final long partBytes;
    private final StorageCalls<String> calls;
    private ImageAccess first;

    private RegistryClient(
            NodeHttp http, ComputeServiceClient service, String environment, ImageAccess place, long partBytes) {
        this.http = http;
        this.service = service;
        this.environment = environment;
        this.place = place;
        this.partBytes = partBytes;
        this.calls = new StorageCalls<>(this::token, Set.of(401));
        this.first = place;
    }

    /**
     * Returns the repository of an environment; empty where the workspace has no registry. While
     * compute-service is away it is asked again, as in all that follows.
     */
    public static Optional<EnvironmentImages.Repository> open(
            NodeHttp http, ComputeServiceClient service, String environment) throws IOException {
        return open(http, service, environment, PART_BYTES);
    }

    /**
     * Returns the repository of an environment.
     *
     * @param partBytes how much of a layer one request holds
     */
    public static Optional<EnvironmentImages.Repository> open(
            NodeHttp http, ComputeServiceClient service, String environment, long partBytes) throws IOException {
        return new StorageCalls<>(() -> service.imageAccess(environment), Set.of())
                .credential()
                .map(place -> new RegistryClient(http, service, environment, place, partBytes));
    }

    @Override
    public String reference() {
        return place.host() + "/" + place.repository() + ":" + TAG;
    }

    @Override
    public boolean claimBuild() throws IOException {
        HttpResponse<String> answer =
                calls.call("the claim to build " + reference(), token -> service.claimImageBuild(environment));
        return NodeHttp.JSON
                .readValue(answer.body(), ComputeServiceClient.ImageBuildAnswer.class)
                .builds();
    }

    @Override
    public void releaseBuild() throws IOException {
        calls.call("the end of the build of " + reference(), token -> service.releaseImageBuild(environment));
    }

    @Override
    public boolean hasImage() throws IOException {
        try {
            call("HEAD", "/manifests/" + TAG, CALL, BodyPublishers.noBody(), null);
            return true;
        } catch (StorageCalls.RefusedException e) {
            if (e.status() == NOT_FOUND) {
                return false;
            }
            throw e;
        }
    }

    /** The digest is that of the manifest that the registry gives out, not one that it names. */
    @Override
    public void report(String pythonVersion) throws IOException {
        byte[] manifest = call("GET", "/manifests/" + TAG, CALL, BodyPublishers.noBody(), null)
                .body()
                .getBytes(StandardCharsets.UTF_8);
        String digest = EnvironmentImage.digest(manifest);
        calls.call("the report of " + reference(), token -> service.reportImage(environment, digest, pythonVersion));
    }

    @Override
    public void push(EnvironmentLayer layer, EnvironmentImage image) throws IOException {
        byte[] configuration = image.configuration();
        pushBlob(layer.digest(), BlobContent.of(layer.file()));
        pushBlob(EnvironmentImage.digest(configuration), BlobContent.of(configuration));
        call("PUT", "/manifests/" + TAG, CALL, BodyPublishers.ofByteArray(image.manifest()), EnvironmentImage.MANIFEST);
    }

    @Override
    public void pull(Path layer) throws IOException {
        JsonNode manifest = NodeHttp.JSON.readTree(call("GET", "/manifests/" + TAG, CALL, BodyPublishers.noBody(), null)
                .body());
        String digest = manifest.at("/layers/0/digest").asText();
        if (manifest.at("/layers").size() != 1 || !digest.matches("sha256:[0-9a-f]{64}")) {
            throw new IOException(reference() + " is no image of an environment");
        }
        String path = "/blobs/" + digest;
        calls.call(
                "GET " + url(path),
                token -> http.send(request(path, BLOB, token).GET().build(), BlobClient.into(layer)));
        requireDigest(layer, digest);
    }

    private void pushBlob(String digest, BlobContent content) throws IOException {
        calls.call("POST " + url("/blobs/uploads/"), token -> {
            HttpResponse<String> answer = http.send(request("/blobs/uploads/", CALL, token)
                    .POST(BodyPublishers.noBody())
                    .build());
            for (long at = 0; isSuccess(answer) && at < content.size(); at += partBytes) {
                answer = http.send(part(answer, content, at, token));
            }
            return isSuccess(answer)
                    ? http.send(request(upload(answer, "digest=" + digest), CALL, token)
                            .PUT(BodyPublishers.noBody())
                            .build())
                    : answer;
        });
    }

    private HttpRequest part(HttpResponse<String> before, BlobContent content, long at, String token)
            throws IOException {
        long length = Math.min(partBytes, content.size() - at);
        return request(upload(before, null), BLOB, token)
                .header("Content-Type", OCTETS)
                .header("Content-Range", at + "-" + (at + length - 1))
                .method("PATCH", content.part(at, length))
                .build();
    }

    private static boolean isSuccess(HttpResponse<String> answer) {
        return answer.statusCode() / 100 == 2;
    }

    /** Returns where an upload goes on, at the address of the registry that is known. */
    private URI upload(HttpResponse<String> answer, String query) throws IOException {
        URI location = URI.create(answer.headers()
                .firstValue("Location")
                .orElseThrow(() -> new IOException("the registry names no upload")));
        String all = Stream.of(location.getRawQuery(), query)
                .filter(Objects::nonNull)
                .collect(Collectors.joining("&"));
        return URI.create(place.url() + location.getRawPath() + (all.isEmpty() ? "" : "?" + all));
    }

    private HttpResponse<String> call(
            String method, String path, Duration timeout, BodyPublisher body, String contentType) throws IOException {
        return calls.call(method + " " + url(path), token -> {
            HttpRequest.Builder request = request(path, timeout, token)
                    .header("Accept", EnvironmentImage.MANIFEST)
                    .method(method, body);
            if (contentType != null) {
                request.header("Content-Type", contentType);
            }
            return http.send(request.build());
        });
    }

    /** The first credential came with the place; a later one is asked for where it has run out. */
    private String token() throws IOException {
        ImageAccess access = first;
        first = null;
        if (access == null) {
            access = service.imageAccess(environment)
                    .orElseThrow(() -> new IOException("the workspace has no registry any more"));
        }
        return access.password() == null ? access.token() : exchange(access);
    }

    private String exchange(ImageAccess access) throws IOException {
        ComputeServiceClient.PasswordReference reference = access.password();
        String form = "grant_type=password&service=%s&scope=%s&username=%s&password=%s"
                .formatted(
                        encode(access.host()),
                        encode("repository:" + access.repository() + ":pull,push"),
                        encode(reference.username()),
                        encode(new VaultClient(http, service).password(reference)));
        HttpResponse<String> answer = http.send(HttpRequest.newBuilder(URI.create(access.url() + "/oauth2/token"))
                .timeout(CALL)
                .header("Host", access.host())
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form))
                .build());
        if (isSuccess(answer)) {
            return NodeHttp.JSON.readTree(answer.body()).path("access_token").asText();
        }
        String text = "the container registry refuses the password in the secret "
                + reference.secret()
                + ": "
                + NodeHttp.describe(answer);
        throw NodeHttp.isPassing(answer.statusCode())
                ? new IOException(text)
                : new StorageCalls.RefusedException(answer.statusCode(), text);
    }

    private static String encode(String text) {
        return UriEncoding.encodeFormValue(text);
    }

    private String url(String path) {
        return place.url() + "/v2/" + place.repository() + path;
    }

    private HttpRequest.Builder request(String path, Duration timeout, String token) {
        return request(URI.create(url(path)), timeout, token);
    }

    private HttpRequest.Builder request(URI uri, Duration timeout, String token) {
        return HttpRequest.newBuilder(uri)
                .timeout(timeout)
                .header("Authorization", "Bearer " + token)
                .header("Host", place.host());
    }

    private static void requireDigest(Path file, String digest) throws IOException {
        MessageDigest found = Sha256.newDigest();
        try (InputStream in = new DigestInputStream(Files.newInputStream(file), found)) {
            in.transferTo(OutputStream.nullOutputStream());
        }
        if (!digest.equals("sha256:" + HexFormat.of().formatHex(found.digest()))) {
            throw new IOException("a layer of the image is not what its digest says");
        }
    }
}
