package io.mltwin.console.runs;

import java.nio.charset.StandardCharsets;
import java.util.UUID;

/**
 * The multipart form by which the content service takes a snapshot of one file.
 *
 * @param contentType with the boundary
 */
record SnapshotForm(String contentType, byte[] body) {

    /**
     * @param name of the file; what could end the header becomes an underscore
     */
    static SnapshotForm of(String name, String content) {
        String boundary = "console-" + UUID.randomUUID();
        String part = "--"
                + boundary
                + "\r\nContent-Disposition: form-data; name=\"files\"; filename=\""
                + name.replaceAll("[\"\\r\\n]", "_")
                + "\"\r\nContent-Type: application/octet-stream\r\n\r\n"
                + content.replace("\r\n", "\n")
                + "\r\n--"
                + boundary
                + "--\r\n";
        return new SnapshotForm("multipart/form-data; boundary=" + boundary, part.getBytes(StandardCharsets.UTF_8));
    }
}
