package io.mltwin.scoring.registry.repositories;

import java.io.IOException;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * A content digest of the OCI image specification, {@code sha256:…} or {@code sha512:…}, the two
 * algorithms that the specification registers.
 */
public record Digest(String text) {

    private static final Pattern FORM = Pattern.compile("sha256:[0-9a-f]{64}|sha512:[0-9a-f]{128}");
    private static final String SHA_256 = "sha256";

    /**
     * Reads a digest.
     *
     * @throws io.mltwin.armweb.AzureException 400 {@code DIGEST_INVALID}; only SHA-256 and SHA-512
     *     are known
     */
    public static Digest parse(String text) {
        if (text == null || !FORM.matcher(text).matches()) {
            throw DistributionErrors.digestInvalid(
                    "'" + text + "' is no digest of the form sha256:<64 hex digits> or sha512:<128 hex digits>.");
        }
        return new Digest(text);
    }

    static boolean looksLikeOne(String reference) {
        return reference.indexOf(':') >= 0;
    }

    /**
     * Returns the SHA-256 of the content, which is what a registry computes unless told another.
     */
    public static Digest of(byte[] content) {
        return of(SHA_256, content);
    }

    /** Returns the content's digest by this one's algorithm. */
    Digest sameOf(byte[] content) {
        return of(algorithm(), content);
    }

    private static Digest of(String algorithm, byte[] content) {
        return of(algorithm, newDigest(algorithm), content);
    }

    private static Digest of(String algorithm, MessageDigest digest, byte[] content) {
        return new Digest(algorithm + ":" + HexFormat.of().formatHex(digest.digest(content)));
    }

    String algorithm() {
        return text.substring(0, text.indexOf(':'));
    }

    String hex() {
        return text.substring(text.indexOf(':') + 1);
    }

    private static MessageDigest newDigest(String algorithm) {
        try {
            return MessageDigest.getInstance(algorithm.equals(SHA_256) ? "SHA-256" : "SHA-512");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has " + algorithm, e);
        }
    }

    /** Passes bytes on and keeps their digest, by the algorithm of the expected one, and number. */
    static final class Measuring extends OutputStream {
        private final String algorithm;
        private final MessageDigest digest;
        private final OutputStream to;
        private long size;

        Measuring(OutputStream to, Digest expected) {
            this.to = to;
            this.algorithm = expected.algorithm();
            this.digest = newDigest(algorithm);
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
            return of(algorithm, digest, new byte[0]);
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
