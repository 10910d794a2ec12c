package io.mltwin.scoring.registry.repositories;

import io.mltwin.encoding.Sha256;
import java.io.IOException;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.regex.Pattern;

/** A content digest of the OCI image specification, {@code sha256:…}. */
public record Digest(String text) {

    private static final Pattern FORM = Pattern.compile("sha256:[0-9a-f]{64}");

    /**
     * Reads a digest.
     *
     * @throws io.mltwin.armweb.AzureException 400 {@code DIGEST_INVALID}; only SHA-256 is known
     */
    public static Digest parse(String text) {
        if (text == null || !FORM.matcher(text).matches()) {
            throw DistributionErrors.digestInvalid(
                    "'" + text + "' is no digest of the form sha256:<64 hex digits>.");
        }
        return new Digest(text);
    }

    static boolean looksLikeOne(String reference) {
        return reference.indexOf(':') >= 0;
    }

    public static Digest of(byte[] content) {
        return new Digest("sha256:" + Sha256.hex(content));
    }

    String hex() {
        return text.substring("sha256:".length());
    }

    /** Passes bytes on and keeps their digest and number. */
    static final class Measuring extends OutputStream {
        private final MessageDigest digest = Sha256.newDigest();
        private final OutputStream to;
        private long size;

        Measuring(OutputStream to) {
            this.to = to;
        }

        @Override
        public void write(int value) throws IOException {
            write(new byte[] {(byte) value}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            to.write(bytes, from, length);
            digest.update(bytes, from, length);
            size += length;
        }

        @Override
        public void close() throws IOException {
            to.close();
        }

        Digest digest() {
            return new Digest("sha256:" + HexFormat.of().formatHex(digest.digest()));
        }

        long size() {
            return size;
        }
    }

    @Override
    public String toString() {
        return text;
    }
}
