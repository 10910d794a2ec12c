package io.mltwin.compute.datastores;

import java.util.LinkedHashMap;
import java.util.Map;

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
