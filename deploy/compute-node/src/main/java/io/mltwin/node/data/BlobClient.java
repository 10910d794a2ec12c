package io.mltwin.node.data;

import io.mltwin.encoding.AsciiCase;
import io.mltwin.encoding.Sha256;
import io.mltwin.encoding.UriEncoding;
import io.mltwin.node.calls.ComputeServiceClient;
import io.mltwin.node.calls.NodeHttp;
import io.mltwin.node.calls.StorageCalls;
import io.mltwin.node.job.JobBody;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Set;

/**
 * Blob storage as a compute node uses it: with the managed identity's token ({@code x-ms-version}
 * 2020-10-02). The connection goes to the address of the URL, the {@code Host} header names the
 * storage account.
 */
public final class BlobClient implements RunFiles {

    private static final Duration CALL = Duration.ofSeconds(60);

    private final NodeHttp http;
    private final StorageCalls<String> calls;

    BlobClient(NodeHttp http, ComputeServiceClient service) {
        this.http = http;
        this.calls = new StorageCalls<>(service::storageToken, Set.of(401));
    }

    /** A file of the snapshot that is not what its name says. */
    static final class TamperedException extends IOException {
        TamperedException(String message) {
            super(message);
        }
    }

    @Override
    public String actor() {
        return "the managed identity";
    }

    @Override
    public void prepare() throws IOException {
        calls.fetchCredential();
    }

    @Override
    public void download(JobBody.SnapshotFile file, Path target) throws IOException {
        calls.call(
                "GET " + file.url(),
                bearer ->
                        http.send(request(file.url(), file.host(), bearer).GET().build(), into(target)));
        requireDigest(file, target);
    }

    /** Content goes to a file, an error is a text. */
    public static HttpResponse.BodyHandler<String> into(Path target) {
        return answer -> answer.statusCode() == 200
                ? HttpResponse.BodySubscribers.mapping(fileAt(target), path -> "")
                : HttpResponse.BodySubscribers.ofString(StandardCharsets.UTF_8);
    }

    /** Deletes and refuses a file that is not what the snapshot says. */
    static void requireDigest(JobBody.SnapshotFile file, Path target) throws IOException {
        MessageDigest digest = Sha256.newDigest();
        try (InputStream in = Files.newInputStream(target);
                OutputStream out = new DigestOutputStream(OutputStream.nullOutputStream(), digest)) {
            in.transferTo(out);
        }
        String actual = HexFormat.of().formatHex(digest.digest());
        if (!AsciiCase.equal(actual, file.sha256())) {
            Files.delete(target);
            throw new TamperedException(
                    file.path() + " has the SHA-256 " + actual + ", the snapshot says " + file.sha256());
        }
    }

    @Override
    public void upload(JobBody.OutputUpload place, String path, BlobContent content, String contentType)
            throws IOException {
        String url = place.url().replaceAll("/+$", "") + "/" + UriEncoding.encodePath(path);
        calls.call(
                "PUT " + url,
                bearer -> http.send(request(url, place.host(), bearer)
                        .header("x-ms-blob-type", "BlockBlob")
                        .header("Content-Type", contentType)
                        .PUT(content.whole())
                        .build()));
    }

    private static HttpResponse.BodySubscriber<Path> fileAt(Path target) {
        return HttpResponse.BodySubscribers.ofFile(
                target, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING);
    }

    private static HttpRequest.Builder request(String url, String host, String bearer) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url))
                .timeout(CALL)
                .header("Authorization", "Bearer " + bearer)
                .header("x-ms-version", StorageCalls.VERSION);
        return host == null || host.isBlank() ? request : request.header("Host", host);
    }
}
