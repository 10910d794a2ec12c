package io.mltwin.workspace.storage.wire;

import static io.mltwin.workspace.storage.wire.RequestErrors.invalidHeaderIf;
import static io.mltwin.workspace.storage.wire.RequestErrors.invalidRange;

import io.vertx.core.MultiMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The range of a Get Blob request ("Specifying the range header for Blob service operations"):
 * {@code x-ms-range} before {@code Range}, the end clipped to the blob's.
 *
 * @param last inclusive
 */
public record ByteRange(long first, long last) {

    private static final Pattern FORM = Pattern.compile("bytes=(\\d{1,18})-(\\d{1,18})?");

    public long length() {
        return last - first + 1;
    }

    public String contentRange(long blobLength) {
        return "bytes " + first + "-" + last + "/" + blobLength;
    }

    /**
     * Returns the range asked for, or null for the whole blob. A {@code Range} of another form is
     * ignored as HTTP has it; such an {@code x-ms-range} is an error.
     */
    public static ByteRange of(MultiMap headers, long blobLength) {
        String own = headers.get("x-ms-range");
        return of(own, own != null ? own : headers.get("Range"), "x-ms-range", blobLength);
    }

    /** Returns the range of the source of a copy, {@code x-ms-source-range}. */
    public static ByteRange ofSource(MultiMap headers, long blobLength) {
        String own = headers.get("x-ms-source-range");
        return of(own, own, "x-ms-source-range", blobLength);
    }

    private static ByteRange of(String own, String text, String header, long blobLength) {
        if (text == null) {
            return null;
        }
        Matcher form = FORM.matcher(text.trim());
        if (!form.matches()) {
            invalidHeaderIf(own != null, header, "give bytes=first-last or bytes=first-.");
            return null;
        }
        long first = Long.parseLong(form.group(1));
        long last = form.group(2) == null ? Long.MAX_VALUE : Long.parseLong(form.group(2));
        if (first >= blobLength || last < first) {
            throw invalidRange(blobLength);
        }
        return new ByteRange(first, Math.min(last, blobLength - 1));
    }
}
