package io.mltwin.e2e.hostile;

import io.mltwin.local.layout.PlatformService;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.zip.GZIPOutputStream;

/**
 * A row of {@code hostile-requests.txt}.
 *
 * @param host a label, {@code -} for the service's own address, or {@code =} and the header's text
 * @param statuses those of which one must be answered
 */
record HostileRequest(
        String what,
        PlatformService service,
        String host,
        String target,
        String token,
        List<String> headers,
        String body,
        Set<Integer> statuses) {

    private static final int COLUMNS = 8;
    private static final int DEPTH = 100_000;
    private static final int BOMB_MEBIBYTES = 64;
    private static final int MEBIBYTE = 1 << 20;
    private static final String ENTITIES =
            "<!DOCTYPE a [<!ENTITY b \"x\"><!ENTITY c \"&b;&b;&b;&b;&b;&b;&b;&b;\">]><StorageServiceProperties>&c;</StorageServiceProperties>";
    private static final String DOCTYPE =
            "<!DOCTYPE a [<!ENTITY b SYSTEM \"file:///etc/passwd\">]><StorageServiceProperties>&b;</StorageServiceProperties>";

    static List<HostileRequest> all() {
        try (InputStream table = HostileRequest.class.getResourceAsStream("/hostile-requests.txt")) {
            return new String(table.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(HostileRequest::read)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static HostileRequest read(String line) {
        String[] cells = line.split(" *\\| *", -1);
        if (cells.length != COLUMNS) {
            throw new IllegalStateException(cells.length + " columns: " + line);
        }
        return new HostileRequest(
                cells[0],
                PlatformService.valueOf(cells[1]),
                cells[2],
                cells[3],
                cells[4],
                cells[5].isEmpty() ? List.of() : List.of(cells[5].split(";;")),
                cells[6],
                Arrays.stream(cells[7].trim().split(",")).map(Integer::valueOf).collect(Collectors.toSet()));
    }

    /** The bytes of a body whose placeholders are filled in. */
    static byte[] content(String body) {
        if (body.equals("deep")) {
            return ("[".repeat(DEPTH) + "]".repeat(DEPTH)).getBytes(StandardCharsets.UTF_8);
        }
        if (body.equals("bomb")) {
            return bomb();
        }
        if (body.equals("entities")) {
            return ENTITIES.getBytes(StandardCharsets.UTF_8);
        }
        if (body.equals("doctype")) {
            return DOCTYPE.getBytes(StandardCharsets.UTF_8);
        }
        if (body.startsWith("large:")) {
            return " ".repeat(Integer.parseInt(body.substring(6)) * MEBIBYTE).getBytes(StandardCharsets.UTF_8);
        }
        if (body.startsWith("multipart:")) {
            return ("--b\r\nContent-Disposition: form-data; name=\"files\"; filename=\""
                            + body.substring(10)
                            + "\"\r\nContent-Type: text/plain\r\n\r\nx\r\n--b--\r\n")
                    .getBytes(StandardCharsets.UTF_8);
        }
        return body.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] bomb() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            byte[] piece = " ".repeat(MEBIBYTE).getBytes(StandardCharsets.UTF_8);
            for (int i = 0; i < BOMB_MEBIBYTES; i++) {
                gzip.write(piece);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    @Override
    public String toString() {
        return what;
    }
}
