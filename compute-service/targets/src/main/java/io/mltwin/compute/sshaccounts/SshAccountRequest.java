package io.mltwin.compute.sshaccounts;

import static io.mltwin.compute.sshaccounts.SshAccountErrors.invalid;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mltwin.armweb.AzureException;
import java.util.Optional;

/**
 * {@code userAccountCredentials} of an AmlCompute cluster, "settings for user account that gets
 * created on each of the nodes of a compute" (2020-08-01 and later).
 *
 * @param password or null
 * @param publicKey in OpenSSH's form, or null
 */
public record SshAccountRequest(String username, String password, String publicKey) {

    static final String FIELD = "userAccountCredentials";

    /**
     * Reads it from a cluster's own properties; empty where there is none.
     *
     * @throws AzureException 400 for a name, a password or a key that no account may have
     */
    public static Optional<SshAccountRequest> read(JsonNode inner) {
        JsonNode given = inner.path(FIELD);
        if (given.isMissingNode() || given.isNull()) {
            return Optional.empty();
        }
        if (!given.isObject()) {
            throw invalid("", "an object with adminUserName.");
        }
        SshAccountRequest request = new SshAccountRequest(
                text(given, "adminUserName"), text(given, "adminUserPassword"), text(given, "adminUserSshPublicKey"));
        SshAccountValidator.validate(request);
        return Optional.of(request);
    }

    /** Returns the name of the account among a cluster's stored properties. */
    public static Optional<String> readUsername(JsonNode stored) {
        return Optional.ofNullable(stored.path(FIELD).path("adminUserName").textValue());
    }

    private static String text(JsonNode given, String field) {
        JsonNode value = given.path(field);
        if (value.isMissingNode() || value.isNull()) {
            return null;
        }
        if (!value.isTextual()) {
            throw invalid("." + field, "a text.");
        }
        return value.textValue().isEmpty() ? null : value.textValue();
    }

    /** Leaves the name alone: neither the password nor the key is shown or stored with the rest. */
    public static void dropSecrets(ObjectNode inner) {
        if (inner.path(FIELD) instanceof ObjectNode account) {
            account.retain("adminUserName");
        } else {
            inner.remove(FIELD);
        }
    }

    /** Takes over the account of a cluster that is there. */
    public static void keep(ObjectNode inner, JsonNode stored) {
        if (stored.path(FIELD).isObject()) {
            inner.set(FIELD, stored.path(FIELD));
        }
    }

    boolean hasSecret() {
        return password != null || publicKey != null;
    }

    @Override
    public String toString() {
        return "SSH account " + username;
    }
}
