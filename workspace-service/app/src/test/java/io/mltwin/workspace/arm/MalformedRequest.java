package io.mltwin.workspace.arm;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A line of {@code malformed-requests.txt}.
 *
 * @param events how many events of the activity log it leaves: none when it was refused before the
 *     provider, one for a refusal by permission, two when the provider refused
 */
record MalformedRequest(String token, String method, String path, String body, int status, String code, int events) {

    private static final Pattern REPEATED = Pattern.compile("\\{x(\\d+)}");
    private static final int DEEP = 2000;

    static List<MalformedRequest> all() {
        try (InputStream file = MalformedRequest.class.getResourceAsStream("/malformed-requests.txt")) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(MalformedRequest::read)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static MalformedRequest read(String line) {
        String[] cells = line.split("\\|", -1);
        return new MalformedRequest(
                cells[0].trim(),
                cells[1].trim(),
                cells[2].trim(),
                cells[3].trim(),
                Integer.parseInt(cells[4].trim()),
                cells[5].trim(),
                Integer.parseInt(cells[6].trim()));
    }

    String path(Map<String, String> names) {
        return fill(path, names);
    }

    String body(Map<String, String> names) {
        return fill(body, names);
    }

    private static String fill(String text, Map<String, String> names) {
        String filled = text;
        for (Map.Entry<String, String> name : names.entrySet()) {
            filled = filled.replace("{" + name.getKey() + "}", name.getValue());
        }
        filled = filled.replace("{51 tags}", tags()).replace("{deep}", "[".repeat(DEEP));
        Matcher repeated = REPEATED.matcher(filled);
        return repeated.replaceAll(found -> "x".repeat(Integer.parseInt(found.group(1))));
    }

    private static String tags() {
        return IntStream.rangeClosed(1, 51)
                .mapToObj(number -> "\"t" + number + "\":\"v\"")
                .collect(Collectors.joining(",", "{", "}"));
    }

    @Override
    public String toString() {
        return (token + " " + method + " " + path + " " + body).trim();
    }
}
