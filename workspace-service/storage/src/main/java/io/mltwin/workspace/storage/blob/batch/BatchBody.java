package io.mltwin.workspace.storage.blob.batch;

import static io.mltwin.armweb.AzureException.badRequest;
import static io.mltwin.armweb.AzureException.badRequestIf;
import static io.mltwin.workspace.storage.wire.RequestErrors.invalidHeaderIf;

import io.mltwin.armweb.AzureException;
import io.mltwin.encoding.AsciiCase;
import io.vertx.core.MultiMap;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Parses the body of a Blob Batch: {@code multipart/mixed} of requests as text ("Blob Batch"). */
public final class BatchBody {

    private static final int MOST = 256;
    private static final String TYPE = "multipart/mixed";
    private static final Pattern BOUNDARY =
            AsciiCase.pattern(";\\s*boundary=\\s*\"?([A-Za-z0-9'()+_,./:=?-]{1,70})\"?\\s*(?=;|$)");
    private static final Pattern REQUEST_LINE = Pattern.compile("([A-Z]+) (/\\S*) HTTP/1\\.[01]");

    private BatchBody() {}

    /**
     * One request of a batch.
     *
     * @param contentId as the client numbered it, or null
     * @param uri raw path and query
     */
    public record Part(String contentId, String method, String uri, MultiMap headers) {}

    static List<Part> read(String contentType, byte[] body) {
        List<MatchResult> boundaries = BOUNDARY.matcher(contentType).results().toList();
        if (boundaries.size() > 1) {
            throw malformed("its Content-Type has more than one boundary.");
        }
        invalidHeaderIf(
                boundaries.isEmpty() || !AsciiCase.startsWith(contentType, TYPE),
                "Content-Type",
                "a batch is " + TYPE + " with a boundary.");
        String text = new String(body, StandardCharsets.UTF_8).replace("\r\n", "\n");
        String line = "--" + boundaries.get(0).group(1);
        String[] pieces = ("\n" + text).split("\n" + Pattern.quote(line), -1);
        if (pieces.length < 3 || !pieces[0].isBlank() || !pieces[pieces.length - 1].startsWith("--")) {
            throw malformed("it does not begin and end with its boundary.");
        }
        List<Part> parts = new ArrayList<>();
        for (int i = 1; i < pieces.length - 1; i++) {
            parts.add(part(pieces[i]));
        }
        badRequestIf(
                parts.size() > MOST,
                "ExceedsMaxBatchRequestCount",
                "The batch operation exceeds maximum number of allowed subrequests, %s.",
                MOST);
        return parts;
    }

    private static Part part(String text) {
        if (!text.startsWith("\n")) {
            throw malformed("a part does not begin on a line of its own.");
        }
        String[] blocks = text.substring(1).split("\n\n", 2);
        MultiMap own = headers(blocks[0]);
        if (blocks.length < 2
                || !AsciiCase.equal("application/http", own.get("Content-Type"))
                || !AsciiCase.equal("binary", own.get("Content-Transfer-Encoding"))) {
            throw malformed("a part is application/http, encoded binary.");
        }
        String[] lines = blocks[1].split("\n\n", 2);
        int end = lines[0].indexOf('\n');
        Matcher request = REQUEST_LINE.matcher((end < 0 ? lines[0] : lines[0].substring(0, end)).trim());
        if (!request.matches()) {
            throw malformed("a part begins with a request line.");
        }
        if (lines.length > 1 && !lines[1].isBlank()) {
            throw malformed("its requests have no bodies.");
        }
        return new Part(
                own.get("Content-ID"),
                request.group(1),
                request.group(2),
                headers(end < 0 ? "" : lines[0].substring(end + 1)));
    }

    private static MultiMap headers(String lines) {
        MultiMap headers = MultiMap.caseInsensitiveMultiMap();
        for (String line : lines.split("\n")) {
            if (line.isBlank()) {
                continue;
            }
            int colon = line.indexOf(':');
            if (colon < 1) {
                throw malformed("'" + line + "' is no header.");
            }
            headers.add(
                    line.substring(0, colon).trim(), line.substring(colon + 1).trim());
        }
        return headers;
    }

    private static AzureException malformed(String why) {
        return badRequest("InvalidInput", "The batch is not well formed: " + why);
    }
}
