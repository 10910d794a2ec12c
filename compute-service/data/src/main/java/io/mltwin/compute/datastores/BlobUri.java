package io.mltwin.compute.datastores;

import io.mltwin.encoding.AsciiCase;
import io.mltwin.encoding.UriEncoding;
import java.net.URI;
import java.util.Optional;

/**
 * A blob, or a folder of blobs, by its address: {@code
 * https://{account}.blob.{endpoint}/{container}/…}.
 *
 * @param path in the container, decoded, as it was written
 */
public record BlobUri(String account, String container, String path) {

    /**
     * Reads an address.
     *
     * @param endpoint suffix of the platform's storage accounts, with or without a port
     * @return empty for any other address, and for one with a query, such as a signature
     */
    public static Optional<BlobUri> parse(String text, String endpoint) {
        URI uri;
        try {
            uri = URI.create(text);
        } catch (IllegalArgumentException noUri) {
            return Optional.empty();
        }
        if (!AsciiCase.equal("https", uri.getScheme())
                || uri.getRawAuthority() == null
                || uri.getRawQuery() != null
                || uri.getRawPath() == null) {
            return Optional.empty();
        }
        String suffix = ".blob." + endpoint;
        String authority = uri.getRawAuthority();
        boolean hasPort = authority.indexOf(':') >= 0;
        String wanted = hasPort ? suffix : suffix.replaceFirst(":[0-9]+$", "");
        if (!AsciiCase.endsWith(authority, wanted) || authority.length() == wanted.length()) {
            return Optional.empty();
        }
        String account = authority.substring(0, authority.length() - wanted.length());
        String[] parts = uri.getRawPath().replaceFirst("^/+", "").split("/", 2);
        if (account.indexOf('.') >= 0 || parts[0].isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new BlobUri(
                AsciiCase.lower(account),
                UriEncoding.decodePathSegment(parts[0]),
                parts.length < 2 ? "" : UriEncoding.decodePathSegment(parts[1])));
    }
}
