package io.mltwin.local.command;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.local.layout.BoundedContent;
import io.mltwin.local.layout.Json;
import io.mltwin.local.layout.RefusalException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads a file of advisories: one record in OSV's format, or a JSON array of them. */
final class AdvisoryFile {

    private static final String WANTED =
            "Give one record in OSV's format, or a JSON array of them; nothing was changed.";

    private AdvisoryFile() {}

    /**
     * Returns the array of a file's records; what is in them, the service checks.
     *
     * @throws RefusalException for what is no file that can be read, or holds none of both
     */
    static JsonNode read(Path file) throws IOException {
        if (Files.isDirectory(file)) {
            throw new RefusalException(file + " is a folder. " + WANTED);
        }
        if (!Files.exists(file)) {
            throw new RefusalException("there is no file " + file + ". " + WANTED);
        }
        if (!Files.isReadable(file)) {
            throw new RefusalException(file + " may not be read by this user: see its permissions.");
        }
        JsonNode given = parse(file);
        if (given.isObject()) {
            return Json.MAPPER.createArrayNode().add(given);
        }
        if (!given.isArray()) {
            throw new RefusalException(file
                    + (given.isMissingNode() ? " is empty. " : " holds neither an object nor an array. ")
                    + WANTED);
        }
        return given;
    }

    private static JsonNode parse(Path file) throws IOException {
        try {
            return Json.MAPPER
                    .reader()
                    .with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .readTree(BoundedContent.bytes(file));
        } catch (JsonProcessingException malformed) {
            JsonLocation at = malformed.getLocation();
            throw new RefusalException(file
                    + " is no JSON text: "
                    + malformed.getOriginalMessage().split(" \\(start marker|\n", 2)[0]
                    + (at == null ? "" : " (line " + at.getLineNr() + ", column " + at.getColumnNr() + ")")
                    + ". "
                    + WANTED);
        }
    }
}
