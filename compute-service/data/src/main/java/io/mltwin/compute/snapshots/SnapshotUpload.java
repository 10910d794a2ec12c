package io.mltwin.compute.snapshots;

import static io.mltwin.armweb.AzureException.badRequest;
import static io.mltwin.armweb.AzureException.badRequestIf;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mltwin.armweb.AzureException;
import io.mltwin.armweb.JsonLimits;
import io.mltwin.compute.snapshots.SnapshotBody.SnapshotFile;
import io.mltwin.encoding.Sha256;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jboss.resteasy.reactive.common.headers.HeaderUtil;
import org.jboss.resteasy.reactive.common.util.CaseInsensitiveMap;
import org.jboss.resteasy.reactive.server.core.multipart.MultipartParser;

/**
 * The multipart form of {@code POST …/snapshots/{id}} (content.json, 2019-12-01): a part {@code
 * files} per changed file, optionally {@code dirTree}, {@code tags} and {@code properties}. Each
 * part is checked while it arrives; files wait in the {@link UploadFolder} until this is closed.
 */
final class SnapshotUpload implements MultipartParser.PartHandler, AutoCloseable {

    private static final int LARGEST_HEAD = 1 << 16;
    private static final int LARGEST_DOCUMENT = 1 << 20;
    private static final Set<String> DOCUMENTS = Set.of("dirTree", "tags", "properties");
    private static final ObjectMapper JSON = new ObjectMapper(
            JsonFactory.builder().streamReadConstraints(JsonLimits.ofDocument()).build());

    private final UploadFolder folder;
    private final Map<String, Path> waiting = new HashMap<>();
    private final List<SnapshotFile> files = new ArrayList<>();
    private final Map<String, ByteArrayOutputStream> documents = new HashMap<>();
    private final MessageDigest digest = Sha256.newDigest();
    private String name;
    private String path;
    private OutputStream out = OutputStream.nullOutputStream();
    private long size;
    private long allSizes;
    private int head;

    private SnapshotUpload(UploadFolder folder) {
        this.folder = folder;
    }

    /**
     * Reads the parts to the end.
     *
     * @throws AzureException 400 or 413 at the first that is not taken
     */
    static SnapshotUpload read(InputStream body, String contentType, UploadFolder folder) throws IOException {
        String boundary = HeaderUtil.extractQuotedValueFromHeader(contentType, "boundary");
        if (boundary == null) {
            throw malformed();
        }
        SnapshotUpload upload = new SnapshotUpload(folder);
        try {
            MultipartParser.ParseState parser = MultipartParser.beginParse(
                    upload, boundary.getBytes(StandardCharsets.US_ASCII), StandardCharsets.UTF_8.name());
            byte[] piece = new byte[1 << 13];
            for (int read = body.read(piece); read >= 0; read = body.read(piece)) {
                upload.parse(parser, ByteBuffer.wrap(piece, 0, read));
            }
            if (!parser.isComplete()) {
                throw malformed();
            }
            return upload;
        } catch (IOException gone) {
            upload.close();
            throw malformed();
        } catch (RuntimeException e) {
            upload.close();
            throw e;
        }
    }

    private void parse(MultipartParser.ParseState parser, ByteBuffer piece) throws IOException {
        head += piece.remaining();
        if (!parser.isComplete()) {
            parser.parse(piece);
            if (head > LARGEST_HEAD) {
                throw malformed();
            }
        }
    }

    private static AzureException malformed() {
        return badRequest(
                "InvalidRequestContent", "The body is no multipart form whose parts have headers of at most 64 KB.");
    }

    @Override
    public void beginPart(CaseInsensitiveMap<String> headers) {
        String disposition = headers.getFirst("Content-Disposition");
        name = disposition == null ? "" : value(disposition, "name");
        path = null;
        size = 0;
        head = 0;
        if ("files".equals(name)) {
            path = requireNew(value(disposition, "filename"));
            out = open();
        } else if (DOCUMENTS.contains(name) && !documents.containsKey(name)) {
            documents.put(name, new ByteArrayOutputStream());
            out = documents.get(name);
        } else {
            out = OutputStream.nullOutputStream();
        }
    }

    private static String value(String disposition, String of) {
        return HeaderUtil.extractQuotedValueFromHeaderWithEncoding(disposition, of);
    }

    private String requireNew(String sent) {
        badRequestIf(
                sent == null, "InvalidFilePath", "Each part 'files' needs a file name: the path inside the snapshot.");
        SnapshotLimits.require(files.size() + 1L, allSizes);
        badRequestIf(
                waiting.containsKey(SnapshotPath.check(sent)), "InvalidFilePath", "The file '%s' is sent twice.", sent);
        return sent;
    }

    private OutputStream open() {
        try {
            Path file = folder.newFile();
            waiting.put(path, file);
            return Files.newOutputStream(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void data(ByteBuffer content) {
        byte[] bytes = new byte[content.remaining()];
        content.get(bytes);
        size += bytes.length;
        head = 0;
        if (path != null) {
            allSizes += bytes.length;
            SnapshotLimits.require(files.size() + 1L, allSizes);
            digest.update(bytes);
        } else if (size > LARGEST_DOCUMENT) {
            throw new AzureException(413, "RequestEntityTooLarge", "The part '%s' has more than 1 MiB.", name);
        }
        try {
            out.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void endPart() {
        head = 0;
        try {
            out.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (path != null) {
            files.add(new SnapshotFile(path, HexFormat.of().formatHex(digest.digest()), size));
        }
    }

    List<SnapshotFile> files() {
        return files;
    }

    /** Returns where the content of a sent file waits. */
    Path content(SnapshotFile file) {
        return waiting.get(file.path());
    }

    /** Returns the part dirTree, or null. */
    JsonNode dirTree() {
        try {
            String text = text("dirTree");
            return text.isBlank() ? null : JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw badRequest("InvalidDirTree", "The part dirTree is no JSON.").withTarget("dirTree");
        }
    }

    /** Returns the part tags or properties. */
    Map<String, String> texts(String part) {
        try {
            String text = text(part);
            return text.isBlank() ? Map.of() : JSON.readValue(text, new TypeReference<Map<String, String>>() {});
        } catch (JsonProcessingException e) {
            throw badRequest("InvalidRequestContent", "The parts tags and properties must be JSON objects of texts.");
        }
    }

    private String text(String part) {
        return documents.containsKey(part) ? documents.get(part).toString(StandardCharsets.UTF_8) : "";
    }

    @Override
    public void close() throws IOException {
        out.close();
        for (Path file : waiting.values()) {
            Files.deleteIfExists(file);
        }
    }
}
