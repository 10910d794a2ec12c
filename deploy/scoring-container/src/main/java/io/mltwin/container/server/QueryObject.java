package io.mltwin.container.server;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** The parameters of a query; of a GET they are what a model gets, as one JSON object. */
final class QueryObject {

    private static final JsonFactory JSON = new JsonFactory();

    private final Map<String, String> parameters = new LinkedHashMap<>();

    /**
     * @param raw may be null
     * @throws IllegalArgumentException for a percent sign that escapes nothing
     */
    QueryObject(String raw) {
        if (raw == null) {
            return;
        }
        for (String parameter : raw.split("&")) {
            if (!parameter.isEmpty()) {
                int equals = parameter.indexOf('=');
                parameters.put(
                        decoded(equals < 0 ? parameter : parameter.substring(0, equals)),
                        equals < 0 ? "" : decoded(parameter.substring(equals + 1)));
            }
        }
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    String get(String name, String otherwise) {
        return parameters.getOrDefault(name, otherwise);
    }

    /** Values that are JSON stay so, others are texts. */
    byte[] json() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator json = JSON.createGenerator(bytes)) {
            json.writeStartObject();
            for (Map.Entry<String, String> parameter : parameters.entrySet()) {
                json.writeFieldName(parameter.getKey());
                if (isJson(parameter.getValue())) {
                    json.writeRawValue(parameter.getValue());
                } else {
                    json.writeString(parameter.getValue());
                }
            }
            json.writeEndObject();
        }
        return bytes.toByteArray();
    }

    private static boolean isJson(String text) {
        try (JsonParser parser = JSON.createParser(text)) {
            if (parser.nextToken() == null) {
                return false;
            }
            parser.skipChildren();
            return parser.nextToken() == null;
        } catch (IOException no) {
            return false;
        }
    }
}
