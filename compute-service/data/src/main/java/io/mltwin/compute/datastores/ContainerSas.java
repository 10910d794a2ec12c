package io.mltwin.compute.datastores;

import io.mltwin.encoding.UriEncoding;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * A SAS for one container or one blob of it, signed with the account's key or a user delegation key
 * ("Create a service SAS", "Create a user delegation SAS", 2020-10-02): {@code listSecrets} returns
 * that of a container to a client that asks for an expirable secret, and the address of an artifact
 * has that of its blob.
 */
final class ContainerSas {

    private static final String VERSION = "2020-10-02";

    /** As it stands in what is signed. */
    static final String SERVICE = "blob";

    static final String ALL = "racwl";
    static final String READ = "rl";

    private ContainerSas() {}

    /**
     * Returns the query that opens a container.
     *
     * @param permissions in the order that Azure wants
     */
    static String of(String account, SigningKey key, String container, String permissions, Instant expiry) {
        return sign(key, "/blob/" + account + "/" + container, "c", permissions, expiry);
    }

    /** Returns the query that opens one blob. */
    static String ofBlob(
            String account, SigningKey key, String container, String blob, String permissions, Instant expiry) {
        String resource = "/blob/" + account + "/" + container + "/" + blob;
        return sign(key, resource, "b", permissions, expiry);
    }

    private static String sign(SigningKey key, String resource, String kind, String permissions, Instant expiry) {
        String end = expiry.truncatedTo(ChronoUnit.SECONDS).toString();
        // sp, st, se, resource, si or terms of the key, sip, spr, sv, sr, snapshot, and five
        // response headers
        String signed = String.join(
                "\n",
                permissions,
                "",
                end,
                resource,
                key.signedTerms(),
                "",
                "https",
                VERSION,
                kind,
                "",
                "",
                "",
                "",
                "",
                "");
        Map<String, String> query = new LinkedHashMap<>();
        query.put("sv", VERSION);
        query.put("sr", kind);
        query.put("sp", permissions);
        query.put("se", end);
        query.put("spr", "https");
        query.putAll(key.terms());
        query.put("sig", sign(key.value(), signed));
        return UriEncoding.encodeQuery(query);
    }

    /**
     * Lets a key pass that can sign.
     *
     * @throws IllegalArgumentException for a text that is no base64, or none
     */
    static void requireKey(String accountKey) {
        sign(accountKey, "");
    }

    static String sign(String accountKey, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(Base64.getDecoder().decode(accountKey), "HmacSHA256"));
            return Base64.getEncoder().encodeToString(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has HmacSHA256", e);
        }
    }

    /**
     * A key that signs for containers and blobs.
     *
     * @param terms of a user delegation key, in the order in which they are signed; none for an
     *     account's key
     */
    record SigningKey(String value, Map<String, String> terms) {

        static SigningKey ofAccount(String accountKey) {
            return new SigningKey(accountKey, Map.of());
        }

        /**
         * Returns a user delegation key ("Create a user delegation SAS", 2020-10-02).
         *
         * @param key elements of storage's answer by their names
         */
        static SigningKey ofDelegation(Map<String, String> key) {
            Map<String, String> terms = new LinkedHashMap<>();
            terms.put("skoid", key.get("SignedOid"));
            terms.put("sktid", key.get("SignedTid"));
            terms.put("skt", key.get("SignedStart"));
            terms.put("ske", key.get("SignedExpiry"));
            terms.put("sks", key.get("SignedService"));
            terms.put("skv", key.get("SignedVersion"));
            return new SigningKey(key.get("Value"), terms);
        }

        /** Returns the terms that are signed in the place of a stored policy: no agents, no correlation id. */
        String signedTerms() {
            return terms.isEmpty() ? "" : String.join("\n", terms.values()) + "\n\n\n";
        }

        @Override
        public String toString() {
            return "key" + terms.keySet();
        }
    }
}
