package io.mltwin.compute.attachedmachines;

import io.mltwin.testkit.PeerAnswer;
import io.mltwin.testkit.PeerRequest;
import io.mltwin.testkit.TestCalls;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/**
 * The container of artifacts of a workspace's storage account, played to the service under test.
 */
final class TestArtifacts {

    private static final String CONTAINER = "/azureml/";

    private final Map<String, String> blobs = new TreeMap<>();

    TestArtifacts(TestCalls calls) {
        calls.answer("workspace", "PUT", CONTAINER + "*", this::put);
        calls.answer("workspace", "GET", "/azureml", this::list);
    }

    synchronized String text(String name) {
        return blobs.get(name);
    }

    synchronized Map<String, String> all() {
        return new TreeMap<>(blobs);
    }

    private synchronized PeerAnswer put(PeerRequest request) {
        blobs.put(request.path().substring(CONTAINER.length()), request.text());
        return PeerAnswer.status(201);
    }

    private synchronized PeerAnswer list(PeerRequest request) {
        StringBuilder xml = new StringBuilder("<EnumerationResults><Blobs>");
        blobs.keySet().stream()
                .filter(name -> name.startsWith(request.query("prefix")))
                .forEach(name -> xml.append("<Blob><Name>")
                        .append(name)
                        .append("</Name><Properties><Etag>1</Etag>")
                        .append("<Content-Length>1</Content-Length>")
                        .append("</Properties></Blob>"));
        xml.append("</Blobs><NextMarker /></EnumerationResults>");
        return new PeerAnswer(
                200, Map.of("Content-Type", "application/xml"), xml.toString().getBytes(StandardCharsets.UTF_8));
    }
}
