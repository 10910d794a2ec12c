package io.mltwin.workspace.machinelearning.notebooks.contents;

import static io.mltwin.armweb.AzureException.badRequest;
import static io.mltwin.armweb.Json.isGiven;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mltwin.armweb.AzureException;
import io.mltwin.armweb.Json;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** The bytes of a file as the contents API writes them: text, base64, or a notebook's JSON. */
final class ContentText {

    static final String TEXT = "text";
    static final String BASE64 = "base64";
    static final String JSON = "json";

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private ContentText() {}

    /** Null when they are no UTF-8. */
    static String text(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException binary) {
            return null;
        }
    }

    static JsonNode notebook(byte[] bytes) {
        try {
            JsonNode notebook = MAPPER.readTree(bytes);
            if (isNotebook(notebook)) {
                return notebook;
            }
        } catch (IOException unreadable) {
            throw unreadable();
        }
        throw unreadable();
    }

    private static boolean isNotebook(JsonNode content) {
        return content != null && content.isObject() && content.path("nbformat").isInt();
    }

    private static AzureException unreadable() {
        return bad("Unreadable notebook: it is no JSON document with an 'nbformat'.");
    }

    /** The bytes that a model of this type says. */
    static byte[] bytes(String type, String format, JsonNode content) {
        if (!isGiven(content)) {
            throw bad("No file content provided.");
        }
        if (type.equals(ContentModel.NOTEBOOK)) {
            if (!isNotebook(content)) {
                throw unreadable();
            }
            return Json.bytes(content);
        }
        if (!content.isTextual()) {
            throw bad("The content of a file is a text.");
        }
        if (BASE64.equals(format)) {
            try {
                return Base64.getDecoder().decode(content.asText().replaceAll("\\s", ""));
            } catch (IllegalArgumentException e) {
                throw bad("The content is not base64.");
            }
        }
        if (format != null && !format.equals(TEXT)) {
            throw bad("Must specify format of file contents as 'text' or 'base64'.");
        }
        return content.asText().getBytes(StandardCharsets.UTF_8);
    }

    static AzureException bad(String message) {
        return badRequest("BadRequest", message);
    }
}
