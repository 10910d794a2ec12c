package io.mltwin.node;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** Plays the File service for one share, which a signature opens. */
final class FakeShare {

    static final String HOST = "ws1storage.file.core.mltwin.localhost:8442";
    static final String PATH = "/share1";

    /** By path below the share. */
    final Map<String, byte[]> files = new ConcurrentHashMap<>();

    private final Set<String> directories = ConcurrentHashMap.newKeySet();

    void put(String path, String content) {
        for (int end = path.indexOf('/'); end > 0; end = path.indexOf('/', end + 1)) {
            directories.add(path.substring(0, end));
        }
        files.put(path, content.getBytes(StandardCharsets.UTF_8));
    }

    String text(String path) {
        return new String(files.getOrDefault(path, new byte[0]), StandardCharsets.UTF_8);
    }

    void handle(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        String query = String.valueOf(exchange.getRequestURI().getQuery());
        String path = exchange.getRequestURI().getPath().substring(PATH.length());
        path = path.startsWith("/") ? path.substring(1) : path;
        if (!HOST.equals(exchange.getRequestHeaders().getFirst("Host"))
                || !query.contains("sig=new")) {
            answer(exchange, 403, new byte[0]);
        } else if (query.contains("restype=directory")) {
            directory(exchange, path);
        } else if (exchange.getRequestMethod().equals("PUT")) {
            write(exchange, path, query.contains("comp=range"), body);
        } else {
            byte[] found = files.get(path);
            boolean isHead = exchange.getRequestMethod().equals("HEAD");
            answer(
                    exchange,
                    found == null ? 404 : 200,
                    found == null || isHead ? new byte[0] : found);
        }
    }

    private void directory(HttpExchange exchange, String path) throws IOException {
        if (exchange.getRequestMethod().equals("PUT")) {
            boolean hasParent = path.indexOf('/') < 0 || directories.contains(parent(path));
            answer(exchange, hasParent ? directories.add(path) ? 201 : 409 : 404, new byte[0]);
        } else if (!path.isEmpty() && !directories.contains(path)) {
            answer(exchange, 404, new byte[0]);
        } else {
            Map<String, String> entries = new TreeMap<>();
            directories.forEach(one -> addEntry(entries, path, one, "Directory"));
            files.keySet().forEach(one -> addEntry(entries, path, one, "File"));
            String list =
                    entries.entrySet().stream()
                            .map(
                                    one ->
                                            "<%1$s><Name>%2$s</Name></%1$s>"
                                                    .formatted(one.getValue(), one.getKey()))
                            .collect(
                                    Collectors.joining(
                                            "",
                                            "<EnumerationResults><Entries>",
                                            "</Entries><NextMarker/></EnumerationResults>"));
            answer(exchange, 200, list.getBytes(StandardCharsets.UTF_8));
        }
    }

    private static String parent(String path) {
        return path.indexOf('/') < 0 ? "" : path.substring(0, path.lastIndexOf('/'));
    }

    private static void addEntry(
            Map<String, String> entries, String directory, String path, String kind) {
        if (parent(path).equals(directory)) {
            entries.put(path.substring(path.lastIndexOf('/') + 1), kind);
        }
    }

    private void write(HttpExchange exchange, String path, boolean isRange, byte[] body)
            throws IOException {
        if (!isRange) {
            String length = exchange.getRequestHeaders().getFirst("x-ms-content-length");
            files.put(path, new byte[Integer.parseInt(length)]);
        } else {
            String range = exchange.getRequestHeaders().getFirst("x-ms-range");
            int start = Integer.parseInt(range.replaceFirst("bytes=(\\d+)-.*", "$1"));
            System.arraycopy(body, 0, files.get(path), start, body.length);
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
