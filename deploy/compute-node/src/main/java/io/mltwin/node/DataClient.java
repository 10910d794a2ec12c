package io.mltwin.node;

import io.mltwin.encoding.UriEncoding;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * The container of one data reference, with what compute-service gives for it: a shared access
 * signature, the name of the secret in the workspace's vault that is one or makes one, or a token
 * of the run's identity.
 */
final class DataClient {

    private static final Duration CALL = Duration.ofSeconds(60);

    private final NodeHttp http;
    private final StorageCalls<ComputeServiceClient.DataAccess> calls;

    DataClient(NodeHttp http, ComputeServiceClient service, String reference) {
        this.http = http;
        VaultClient vault = new VaultClient(http, service);
        this.calls = new StorageCalls<>(() -> open(service, vault, reference), Set.of(401, 403));
    }

    private static ComputeServiceClient.DataAccess open(
            ComputeServiceClient service, VaultClient vault, String reference) throws IOException {
        ComputeServiceClient.DataAccess access = service.dataAccess(reference);
        return access.secret() == null
                ? access
                : access.withSignature(vault.signature(access.secret()));
    }

    /** The names of all blobs that begin so. */
    List<String> list(String prefix) throws IOException {
        List<String> names = new ArrayList<>();
        String marker = "";
        do {
            String query =
                    "restype=container&comp=list&prefix="
                            + UriEncoding.encodeQueryValue(prefix)
                            + "&marker="
                            + UriEncoding.encodeQueryValue(marker);
            HttpResponse<String> page =
                    calls.call(
                            "List Blobs " + prefix,
                            access -> http.send(request(access, "", query).GET().build()));
            marker = read(page.body(), names);
        } while (!marker.isEmpty());
        return names;
    }

    /** The marker of the next page, empty on the last one. */
    private static String read(String page, List<String> names) throws IOException {
        XMLInputFactory factory = XMLInputFactory.newFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        try {
            XMLStreamReader xml =
                    factory.createXMLStreamReader(
                            new ByteArrayInputStream(
                                    page.replaceFirst("^\uFEFF", "")
                                            .getBytes(StandardCharsets.UTF_8)),
                            "UTF-8");
            String next = "";
            boolean blob = false;
            while (xml.hasNext()) {
                int event = xml.next();
                if (event == XMLStreamReader.START_ELEMENT) {
                    String element = xml.getLocalName();
                    if (element.equals("Blob")) {
                        blob = true;
                    } else if (blob && element.equals("Name")) {
                        names.add(xml.getElementText());
                    } else if (element.equals("NextMarker")) {
                        next = xml.getElementText();
                    }
                } else if (event == XMLStreamReader.END_ELEMENT
                        && xml.getLocalName().equals("Blob")) {
                    blob = false;
                }
            }
            return next;
        } catch (XMLStreamException e) {
            throw new IOException("the storage account's list is not readable", e);
        }
    }

    void download(String name, Path target) throws IOException {
        Files.createDirectories(target.getParent());
        calls.call(
                "Get Blob " + name,
                access ->
                        http.send(
                                request(access, name, "").GET().build(),
                                answer ->
                                        answer.statusCode() == 200
                                                ? HttpResponse.BodySubscribers.mapping(
                                                        HttpResponse.BodySubscribers.ofFile(
                                                                target,
                                                                StandardOpenOption.CREATE,
                                                                StandardOpenOption.WRITE,
                                                                StandardOpenOption
                                                                        .TRUNCATE_EXISTING),
                                                        path -> "")
                                                : HttpResponse.BodySubscribers.ofString(
                                                        StandardCharsets.UTF_8)));
    }

    /**
     * Stores a file as a block blob.
     *
     * @param overwrite else one that is there is left as it is, and the answer is a refusal
     */
    void upload(String name, Path file, boolean overwrite) throws IOException {
        calls.call(
                "Put Blob " + name,
                access -> {
                    HttpRequest.Builder request =
                            request(access, name, "")
                                    .header("x-ms-blob-type", "BlockBlob")
                                    .header("Content-Type", "application/octet-stream")
                                    .PUT(HttpRequest.BodyPublishers.ofFile(file));
                    return http.send(
                            (overwrite ? request : request.header("If-None-Match", "*")).build());
                });
    }

    private static HttpRequest.Builder request(
            ComputeServiceClient.DataAccess access, String name, String query) {
        String signature = access.signature() == null ? "" : access.signature();
        String all =
                query.isEmpty() || signature.isEmpty()
                        ? query + signature
                        : query + "&" + signature;
        String url =
                access.url()
                        + (name.isEmpty() ? "" : "/" + UriEncoding.encodePath(name))
                        + (all.isEmpty() ? "" : "?" + all);
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(url))
                        .timeout(CALL)
                        .header("Host", access.host())
                        .header("x-ms-version", StorageCalls.VERSION);
        return access.token() == null
                ? request
                : request.header("Authorization", "Bearer " + access.token());
    }
}
