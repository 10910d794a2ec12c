package io.mltwin.scoring.registry.repositories;

import static io.mltwin.scoring.registry.repositories.DistributionErrors.uploadInvalid;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a chunk of an upload lies in the blob: {@code Content-Range: 0-99} of the OCI distribution
 * specification, or {@code bytes 0-99/*} of HTTP.
 *
 * @param first number of its first byte
 * @param last number of its last byte
 */
record ContentRange(long first, long last) {

    private static final Pattern FORM =
            Pattern.compile("(?:bytes[ =])?([0-9]{1,18})-([0-9]{1,18})(?:/(?:\\*|[0-9]{1,18}))?");

    /**
     * Returns null without the header.
     *
     * @throws io.mltwin.armweb.AzureException 400 {@code BLOB_UPLOAD_INVALID}
     */
    static ContentRange parse(String header) {
        if (header == null) {
            return null;
        }
        Matcher range = FORM.matcher(header.trim());
        if (!range.matches() || Long.parseLong(range.group(1)) > Long.parseLong(range.group(2))) {
            throw uploadInvalid(
                    "The Content-Range '" + header + "' has not the form <first byte>-<last byte>, such as 0-99.");
        }
        return new ContentRange(Long.parseLong(range.group(1)), Long.parseLong(range.group(2)));
    }

    long length() {
        return last - first + 1;
    }
}
