package io.mltwin.compute.snapshots;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mltwin.armweb.AzureException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jboss.resteasy.reactive.server.multipart.FormValue;
import org.jboss.resteasy.reactive.server.multipart.MultipartFormDataInput;

/**
 * The multipart form of {@code POST …/snapshots/{id}} (content.json, 2019-12-01): a part {@code
 * files} per changed file, optionally {@code dirTree}, {@code tags} and {@code properties}.
 */
record SnapshotUpload(
        List<Part> files,
        JsonNode dirTree,
        Map<String, String> tags,
        Map<String, String> properties) {

    /** A sent file; {@code value} holds its content. */
    record Part(String path, FormValue value) {

        InputStream open() throws IOException {
            return value.getFileItem().getInputStream();
        }
    }

    static SnapshotUpload read(MultipartFormDataInput form, ObjectMapper json) {
        List<Part> files = new ArrayList<>();
        for (FormValue value : form.getValues().getOrDefault("files", List.of())) {
            if (!value.isFileItem()) {
                throw new AzureException(
                        400,
                        "InvalidFilePath",
                        "Each part 'files' needs a file name: the path inside the snapshot.");
            }
            String path = SnapshotPath.check(value.getFileName());
            if (files.stream().anyMatch(part -> part.path().equals(path))) {
                throw new AzureException(
                        400, "InvalidFilePath", "The file '" + path + "' is sent twice.");
            }
            files.add(new Part(path, value));
        }
        return new SnapshotUpload(
                files,
                tree(text(form, "dirTree"), json),
                texts(text(form, "tags"), json),
                texts(text(form, "properties"), json));
    }

    private static String text(MultipartFormDataInput form, String name) {
        Collection<FormValue> values = form.getValues().get(name);
        if (values == null || values.isEmpty()) {
            return null;
        }
        FormValue value = values.iterator().next();
        if (!value.isFileItem()) {
            return value.getValue();
        }
        try (InputStream in = value.getFileItem().getInputStream()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JsonNode tree(String text, ObjectMapper json) {
        try {
            return text == null || text.isBlank() ? null : json.readTree(text);
        } catch (JsonProcessingException e) {
            throw new AzureException(400, "InvalidDirTree", "The part dirTree is no JSON.")
                    .withTarget("dirTree");
        }
    }

    private static Map<String, String> texts(String text, ObjectMapper json) {
        try {
            return text == null || text.isBlank()
                    ? Map.of()
                    : json.readValue(text, new TypeReference<Map<String, String>>() {});
        } catch (JsonProcessingException e) {
            throw new AzureException(
                    400,
                    "InvalidRequestContent",
                    "The parts tags and properties must be JSON objects of texts.");
        }
    }
}
