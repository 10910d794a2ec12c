package io.mltwin.workspace.storage.blob;

import static org.assertj.core.api.Assertions.assertThat;

import io.mltwin.workspace.storage.wire.Crc64;
import io.mltwin.workspace.storage.wire.RangeChecksum;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Requests and what is expected of their answers, one a line:
 *
 * <pre>
 * METHOD /path | Header: value | &lt; body =&gt; status code | Header: value | ~ text | !~ text
 * </pre>
 *
 * In an expectation {@code Header: -} is one that is absent and {@code Header: >name} is kept, so
 * that {@code {name}} stands for it later. {@code {md5}} and {@code {crc}} are the checksums of the
 * line's body.
 */
final class RequestScript {

    private final Supplier<RequestSpecification> requests;
    private final Map<String, String> kept = new HashMap<>();

    RequestScript(Supplier<RequestSpecification> requests, Map<String, String> values) {
        this.requests = requests;
        this.kept.putAll(values);
    }

    void run(String lines) {
        lines.lines().filter(line -> !line.isBlank()).forEach(this::step);
    }

    private void step(String line) {
        String[] halves = line.strip().split(" => ", 2);
        String[] asked = halves[0].split(" \\| ");
        String body = body(asked);
        String[] first = asked[0].split(" ", 2);
        RequestSpecification request = requests.get();
        for (int i = 1; i < asked.length; i++) {
            if (!asked[i].startsWith("<")) {
                String[] header = asked[i].split(": ?", 2);
                request.header(header[0], filled(header[1], body));
            }
        }
        if (body != null) {
            request.body(body.getBytes(StandardCharsets.UTF_8));
        }
        Response answer = request.request(first[0], filled(first[1], body));
        check(line, halves[1].split(" \\| "), body, answer);
    }

    private String body(String[] asked) {
        for (String part : asked) {
            if (part.startsWith("< ")) {
                return filled(part.substring(2), null);
            }
        }
        return null;
    }

    private void check(String line, String[] expected, String body, Response answer) {
        String code = answer.header("x-ms-error-code");
        assertThat(answer.statusCode() + (code == null ? "" : " " + code))
                .as(line + "\n" + answer.asString())
                .isEqualTo(expected[0].strip());
        for (int i = 1; i < expected.length; i++) {
            String each = expected[i];
            if (each.startsWith("~ ")) {
                assertThat(answer.asString()).as(line).contains(filled(each.substring(2), body));
            } else if (each.startsWith("!~ ")) {
                assertThat(answer.asString()).as(line).doesNotContain(filled(each.substring(3), body));
            } else {
                header(line, each.split(": ?", 2), body, answer);
            }
        }
    }

    private void header(String line, String[] expected, String body, Response answer) {
        String is = answer.header(expected[0]);
        if (expected[1].equals("-")) {
            assertThat(is).as(line + ": " + expected[0]).isNull();
        } else if (expected[1].startsWith(">")) {
            assertThat(is).as(line + ": " + expected[0]).isNotNull();
            kept.put(expected[1].substring(1), is);
        } else {
            assertThat(is).as(line + ": " + expected[0]).isEqualTo(filled(expected[1], body));
        }
    }

    private String filled(String text, String body) {
        String filled = text;
        for (Map.Entry<String, String> each : kept.entrySet()) {
            filled = filled.replace("{" + each.getKey() + "}", each.getValue());
        }
        if (body != null) {
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            Crc64 crc = new Crc64();
            crc.update(bytes, 0, bytes.length);
            filled = filled.replace("{md5}", base64(RangeChecksum.md5(bytes))).replace("{crc}", base64(crc.value()));
        }
        return filled;
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }
}
