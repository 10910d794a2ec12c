package io.mltwin.compute.mlflow;

import io.mltwin.encoding.UriEncoding;
import io.mltwin.testkit.PeerAnswer;
import io.mltwin.testkit.PeerRequest;
import io.mltwin.testkit.TestCalls;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.SortedMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Collectors;

/** The container {@code azureml} of a workspace's storage account, as workspace-service has it. */
final class TestBlobs {

    private static final String CONTAINER = "/azureml";

    private final SortedMap<String, byte[]> blobs = new ConcurrentSkipListMap<>();

    TestBlobs(TestCalls calls) {
        for (String method : new String[] {"GET", "PUT", "DELETE", "HEAD"}) {
            calls.answer("workspace", method, CONTAINER + "*", this::answer);
        }
        calls.answer("workspace", "POST", "/_internal/workspaces/identity-token", PeerAnswer.json(200, """
                        {"accessToken":"t","expiresOn":4102444800}
                        """));
    }

    SortedMap<String, byte[]> all() {
        return blobs;
    }

    private PeerAnswer answer(PeerRequest request) {
        if ("list".equals(request.query("comp"))) {
            return list(request.query("prefix"));
        }
        String name = UriEncoding.decodePathSegment(request.path().substring(CONTAINER.length() + 1));
        switch (request.method()) {
            case "PUT":
                blobs.put(name, request.body());
                return PeerAnswer.status(201);
            case "DELETE":
                return PeerAnswer.status(blobs.remove(name) == null ? 404 : 202);
            default:
                byte[] content = blobs.get(name);
                return content == null ? PeerAnswer.status(404) : new PeerAnswer(200, Map.of(), content);
        }
    }

    private PeerAnswer list(String prefix) {
        String items = blobs.entrySet().stream()
                .filter(blob -> blob.getKey().startsWith(prefix))
                .map(blob -> "<Blob><Name>%s</Name><Properties><Content-Length>%d</Content-Length></Properties></Blob>"
                        .formatted(blob.getKey(), blob.getValue().length))
                .collect(Collectors.joining());
        return new PeerAnswer(
                200,
                Map.of("Content-Type", "application/xml"),
                ("<EnumerationResults><Blobs>" + items + "</Blobs><NextMarker/></EnumerationResults>")
                        .getBytes(StandardCharsets.UTF_8));
    }
}
