package io.mltwin.node;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/** Plays the File service for one share, which a signature opens. */
final class FakeShare {

    static final String HOST = "ws1storage.file.core.mltwin.localhost:8442";

    /** Of the share on the platform's port. */
    final String path;

    /** By path below the share. */
    final Map<String, byte[]> files = new ConcurrentHashMap<>();

    private final Set<String> directories = ConcurrentHashMap.newKeySet();

    /** The status that everything is answered with, if any. */
    volatile int refusal;

    /** The signature that opens it. */
    volatile String signature = "new";

    /** Whether it does not answer. */
    volatile boolean stuck;

    /** What those who read a file get instead of what was written, if anything. */
    volatile String changed;

    /** How many calls it was sent. */
    final AtomicInteger calls = new AtomicInteger();

    FakeShare(String path) {
        this.path = path;
    }

    void put(String name, String content) {
        for (int end = name.indexOf('/'); end > 0; end = name.indexOf('/', end + 1)) {
            directories.add(name.substring(0, end));
        }
        files.put(name, content.getBytes(StandardCharsets.UTF_8));
    }

    String text(String name) {
        return new String(files.getOrDefault(name, new byte[0]), StandardCharsets.UTF_8);
    }

    void handle(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        String query = String.valueOf(exchange.getRequestURI().getQuery());
        String name = exchange.getRequestURI().getPath().substring(path.length());
        name = name.startsWith("/") ? name.substring(1) : name;
        calls.incrementAndGet();
        while (stuck) {
            FakePlatform.pause();
        }
        if (refusal != 0) {
            answer(exchange, refusal, ("refused with " + refusal).getBytes(StandardCharsets.UTF_8));
        } else if (!HOST.equals(exchange.getRequestHeaders().getFirst("Host")) || !query.contains("sig=" + signature)) {
            answer(exchange, 403, new byte[0]);
        } else if (query.contains("restype=directory")) {
            directory(exchange, name);
        } else if (exchange.getRequestMethod().equals("PUT")) {
            write(exchange, name, query.contains("comp=range"), body);
        } else {
            byte[] found = changed == null ? files.get(name) : changed.getBytes(StandardCharsets.UTF_8);
            boolean isHead = exchange.getRequestMethod().equals("HEAD");
            answer(exchange, found == null ? 404 : 200, found == null || isHead ? new byte[0] : found);
        }
    }

    private void directory(HttpExchange exchange, String name) throws IOException {
        if (exchange.getRequestMethod().equals("PUT")) {
            boolean hasParent = name.indexOf('/') < 0 || directories.contains(parent(name));
            answer(exchange, hasParent ? directories.add(name) ? 201 : 409 : 404, new byte[0]);
        } else if (!name.isEmpty() && !directories.contains(name)) {
            answer(exchange, 404, new byte[0]);
        } else {
            Map<String, String> entries = new TreeMap<>();
            directories.forEach(one -> addEntry(entries, name, one, "Directory"));
            files.keySet().forEach(one -> addEntry(entries, name, one, "File"));
            String list = entries.entrySet().stream()
                    .map(one -> "<%1$s><Name>%2$s</Name></%1$s>".formatted(one.getValue(), one.getKey()))
                    .collect(Collectors.joining(
                            "", "<EnumerationResults><Entries>", "</Entries><NextMarker/></EnumerationResults>"));
            answer(exchange, 200, list.getBytes(StandardCharsets.UTF_8));
        }
    }

    private static String parent(String path) {
        return path.indexOf('/') < 0 ? "" : path.substring(0, path.lastIndexOf('/'));
    }

    private static void addEntry(Map<String, String> entries, String directory, String path, String kind) {
        if (parent(path).equals(directory)) {
            entries.put(path.substring(path.lastIndexOf('/') + 1), kind);
        }
    }

    private void write(HttpExchange exchange, String name, boolean isRange, byte[] body) throws IOException {
        if (!isRange) {
            String length = exchange.getRequestHeaders().getFirst("x-ms-content-length");
            files.put(name, new byte[Integer.parseInt(length)]);
        } else {
            String range = exchange.getRequestHeaders().getFirst("x-ms-range");
            int start = Integer.parseInt(range.replaceFirst("bytes=(\\d+)-.*", "$1"));
            System.arraycopy(body, 0, files.get(name), start, body.length);
        }
        answer(exchange, 201, new byte[0]);
    }

    private static void answer(HttpExchange exchange, int status, byte[] body) throws IOException {
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        if (body.length > 0) {
            exchange.getResponseBody().write(body);
        }
        exchange.close();
    }
}
