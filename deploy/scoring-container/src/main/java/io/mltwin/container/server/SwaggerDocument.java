package io.mltwin.container.server;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.Set;

/**
 * The OpenAPI documents that Azure ML's inference server makes for a web service: of version 2, 3
 * or 3.1, with the input and output that the script's decorators say, or the document that lies
 * with the script.
 */
public final class SwaggerDocument {

    /** Where a request asks for none. */
    public static final String DEFAULT_VERSION = "2";

    private static final Set<String> TWO = Set.of("2", "2.0");
    private static final Set<String> THREE = Set.of("3", "3.0", "3.1");
    private static final JsonFactory JSON = new JsonFactory();

    private final String name;
    private final boolean isSecured;
    private final byte[] said;
    private final URI url;

    /**
     * @param name of the service
     * @param isSecured whether requests need a credential
     * @param said what the model says of its input and output: a JSON object with {@code input},
     *     {@code output} and whole documents by {@code 2} and {@code 3}; empty for nothing
     * @param url of the document, as the client used it
     */
    public SwaggerDocument(String name, boolean isSecured, byte[] said, String url) {
        this.name = name;
        this.isSecured = isSecured;
        this.said = said;
        this.url = URI.create(url);
    }

    public static boolean isVersion(String version) {
        return TWO.contains(version) || THREE.contains(version);
    }

    /**
     * Returns the document.
     *
     * @throws IllegalArgumentException for another version
     */
    public byte[] write(String version) {
        if (!isVersion(version)) {
            throw new IllegalArgumentException(unknownVersion(version));
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator json = JSON.createGenerator(bytes)) {
            if (!copy(TWO.contains(version) ? "2" : "3", json)) {
                if (TWO.contains(version)) {
                    two(json);
                } else {
                    three(json, version);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("a container's schemas are JSON", e);
        }
        return bytes.toByteArray();
    }

    /** Returns what a client is told that asks for another version. */
    public static String unknownVersion(String version) {
        return "Swagger version [" + version + "] is not valid. Supported versions: [2, 3, 3.1].";
    }

    private void two(JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("swagger", "2.0");
        json.writeStringField("host", url.getAuthority());
        info(json);
        array(json, "schemes", url.getScheme());
        array(json, "consumes", "application/json");
        array(json, "produces", "application/json");
        if (isSecured) {
            json.writeObjectFieldStart("securityDefinitions");
            bearer(json);
            json.writeStringField("type", "apiKey");
            json.writeStringField("name", "Authorization");
            json.writeStringField("in", "header");
            json.writeEndObject();
            json.writeEndObject();
        }
        startPost(json);
        json.writeArrayFieldStart("parameters");
        json.writeStartObject();
        json.writeStringField("name", "serviceInputPayload");
        json.writeStringField("in", "body");
        json.writeBooleanField("required", true);
        schema(json, "#/definitions/ServiceInput");
        json.writeEndObject();
        json.writeEndArray();
        startOk(json);
        schema(json, "#/definitions/ServiceOutput");
        endPost(json);
        json.writeObjectFieldStart("definitions");
        definitions(json);
        json.writeEndObject();
        json.writeEndObject();
    }

    private void three(JsonGenerator json, String version) throws IOException {
        json.writeStartObject();
        json.writeStringField("openapi", version.equals("3.1") ? "3.1.0" : "3.0.3");
        info(json);
        json.writeArrayFieldStart("servers");
        json.writeStartObject();
        json.writeStringField("url", url.getScheme() + "://" + url.getAuthority());
        json.writeEndObject();
        json.writeEndArray();
        startPost(json);
        json.writeObjectFieldStart("requestBody");
        json.writeBooleanField("required", true);
        content(json, "#/components/schemas/ServiceInput");
        json.writeEndObject();
        startOk(json);
        content(json, "#/components/schemas/ServiceOutput");
        endPost(json);
        json.writeObjectFieldStart("components");
        json.writeObjectFieldStart("schemas");
        definitions(json);
        json.writeEndObject();
        if (isSecured) {
            json.writeObjectFieldStart("securitySchemes");
            bearer(json);
            json.writeStringField("type", "http");
            json.writeStringField("scheme", "bearer");
            json.writeEndObject();
            json.writeEndObject();
        }
        json.writeEndObject();
        json.writeEndObject();
    }

    private void info(JsonGenerator json) throws IOException {
        json.writeObjectFieldStart("info");
        json.writeStringField("title", name);
        json.writeStringField("description", "API specification for Azure Machine Learning " + name);
        json.writeStringField("version", "1.0");
        json.writeEndObject();
    }

    private static void array(JsonGenerator json, String field, String value) throws IOException {
        json.writeArrayFieldStart(field);
        json.writeString(value);
        json.writeEndArray();
    }

    private static void bearer(JsonGenerator json) throws IOException {
        json.writeObjectFieldStart("Bearer");
        json.writeStringField("description", "For example: Bearer abc123");
    }

    private void startPost(JsonGenerator json) throws IOException {
        json.writeObjectFieldStart("paths");
        json.writeObjectFieldStart("/score");
        json.writeObjectFieldStart("post");
        json.writeStringField("operationId", "RunMLService");
        json.writeStringField("description", "Run web service's model and get the prediction output");
        if (isSecured) {
            json.writeArrayFieldStart("security");
            json.writeStartObject();
            json.writeArrayFieldStart("Bearer");
            json.writeEndArray();
            json.writeEndObject();
            json.writeEndArray();
        }
    }

    private static void startOk(JsonGenerator json) throws IOException {
        json.writeObjectFieldStart("responses");
        json.writeObjectFieldStart("200");
        json.writeStringField(
                "description", "The service processed the input correctly and provided a result prediction.");
    }

    /** Ends the answer, the answers, the operation, the path and the paths. */
    private static void endPost(JsonGenerator json) throws IOException {
        for (int open = 0; open < 5; open++) {
            json.writeEndObject();
        }
    }

    private static void content(JsonGenerator json, String reference) throws IOException {
        json.writeObjectFieldStart("content");
        json.writeObjectFieldStart("application/json");
        schema(json, reference);
        json.writeEndObject();
        json.writeEndObject();
    }

    private static void schema(JsonGenerator json, String reference) throws IOException {
        json.writeObjectFieldStart("schema");
        json.writeStringField("$ref", reference);
        json.writeEndObject();
    }

    private void definitions(JsonGenerator json) throws IOException {
        definition(json, "ServiceInput", "input");
        definition(json, "ServiceOutput", "output");
    }

    private void definition(JsonGenerator json, String field, String member) throws IOException {
        json.writeFieldName(field);
        if (!copy(member, json)) {
            json.writeStartObject();
            json.writeStringField("type", "object");
            json.writeObjectFieldStart("example");
            json.writeEndObject();
            json.writeEndObject();
        }
    }

    /** Writes a member of what the model says; returns false where it says nothing of it. */
    private boolean copy(String member, JsonGenerator json) throws IOException {
        try (JsonParser parser = JSON.createParser(said)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return false;
            }
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                boolean isWanted = parser.currentName().equals(member);
                if (parser.nextToken() != JsonToken.VALUE_NULL && isWanted) {
                    json.copyCurrentStructure(parser);
                    return true;
                }
                parser.skipChildren();
            }
            return false;
        }
    }
}
