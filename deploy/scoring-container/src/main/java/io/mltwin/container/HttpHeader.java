package io.mltwin.container;

import java.util.ArrayList;
import java.util.List;

/** A header of a request or of an answer, one value of it. */
public record HttpHeader(String name, String value) {

    /** Writes headers as lines {@code name: value}, which is how they stand in a frame. */
    static String write(List<HttpHeader> headers) {
        StringBuilder lines = new StringBuilder();
        for (HttpHeader header : headers) {
            lines.append(header.name())
                    .append(": ")
                    .append(header.value().replaceAll("[\\r\\n]", " "))
                    .append('\n');
        }
        return lines.toString();
    }

    /**
     * Reads lines of headers that a script made.
     *
     * @throws IllegalArgumentException for a name that is none in HTTP, or a value with control
     *     characters
     */
    static List<HttpHeader> read(String lines) {
        List<HttpHeader> headers = new ArrayList<>();
        for (String line : lines.split("\n")) {
            if (!line.isEmpty()) {
                int colon = line.indexOf(": ");
                String name = colon < 0 ? line : line.substring(0, colon);
                String value = colon < 0 ? "" : line.substring(colon + 2);
                if (!name.matches("[A-Za-z0-9!#$%&'*+.^_`|~-]{1,256}")
                        || !value.matches("[\\t\\x20-\\x7e\\x80-\\xff]{0,8192}")) {
                    throw new IllegalArgumentException("it answers a header that is none");
                }
                headers.add(new HttpHeader(name, value));
            }
        }
        return headers;
    }
}
