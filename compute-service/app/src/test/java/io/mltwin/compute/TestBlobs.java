package io.mltwin.compute;

import io.mltwin.encoding.UriEncoding;
import io.mltwin.testkit.PeerAnswer;
import io.mltwin.testkit.PeerRequest;
import io.mltwin.testkit.TestCalls;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** Plays containers of a storage account: Put, Get, List Blobs and Create Container. */
public final class TestBlobs {

    private final NavigableMap<String, byte[]> blobs = new ConcurrentSkipListMap<>();
    private final List<String> written = new CopyOnWriteArrayList<>();

    /**
     * Answers for what begins with these names.
     *
     * @param containers such as {@code snapshots}
     */
    public TestBlobs(TestCalls calls, String... containers) {
        for (String container : containers) {
            for (String method : List.of("GET", "HEAD", "PUT")) {
                calls.answer("workspace", method, "/" + container + "*", this::answer);
            }
        }
    }

    public void put(String path, String content) {
        blobs.put("/" + path, content.getBytes(StandardCharsets.UTF_8));
    }

    public void remove(String path) {
        blobs.remove("/" + path);
    }

    public String text(String path) {
        byte[] content = blobs.get("/" + path);
        return content == null ? null : new String(content, StandardCharsets.UTF_8);
    }

    /** What the service wrote, oldest first; a container is its name alone. */
    public List<String> written() {
        return List.copyOf(written);
    }

    private PeerAnswer answer(PeerRequest request) {
        String path = UriEncoding.decodePathSegment(request.path());
        if (request.method().equals("PUT")) {
            boolean isTaken = "*".equals(request.headers().get("if-none-match")) && blobs.containsKey(path);
            if (isTaken) {
                return PeerAnswer.status(409);
            }
            written.add(path.substring(1));
            if (request.query("restype") == null) {
                blobs.put(path, request.body());
            }
            return PeerAnswer.status(201);
        }
        if ("list".equals(request.query("comp"))) {
            return list(path, request.query("prefix"));
        }
        byte[] content = blobs.get(path);
        return content == null ? PeerAnswer.status(404) : new PeerAnswer(200, Map.of(), content);
    }

    private PeerAnswer list(String container, String prefix) {
        StringBuilder xml = new StringBuilder("<EnumerationResults><Blobs>");
        blobs.forEach((path, content) -> {
            if (path.startsWith(container + "/" + prefix)) {
                xml.append("<Blob><Name>")
                        .append(path.substring(container.length() + 1))
                        .append("</Name><Properties><Content-Length>")
                        .append(content.length)
                        .append("</Content-Length></Properties></Blob>");
            }
        });
        xml.append("</Blobs><NextMarker/></EnumerationResults>");
        return new PeerAnswer(200, Map.of(), xml.toString().getBytes(StandardCharsets.UTF_8));
    }
}
