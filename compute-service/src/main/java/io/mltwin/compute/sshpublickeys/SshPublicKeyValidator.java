package io.mltwin.compute.sshpublickeys;

import io.mltwin.armweb.AzureException;
import io.mltwin.resourceprovider.StoredResource;
import java.util.regex.Pattern;

/** Validates a request for an SSH public key. */
final class SshPublicKeyValidator {

    private static final Pattern KEY =
            Pattern.compile("(ssh-rsa|ssh-ed25519) [A-Za-z0-9+/]{60,}={0,2}( [^\\r\\n]*)?\\s*");

    private SshPublicKeyValidator() {}

    static void validate(SshPublicKeyBody body) {
        String key = body.properties() == null ? null : body.properties().publicKey();
        if (key != null && !KEY.matcher(key).matches()) {
            throw new AzureException(
                            400,
                            "InvalidParameter",
                            "The value of parameter publicKey is invalid: give one line of OpenSSH's"
                                    + " form, 'ssh-rsa AAAA… comment' or 'ssh-ed25519 AAAA… comment'.")
                    .withTarget("publicKey");
        }
    }

    /** Azure generates a key for a resource that has none. */
    static void requireNoKey(StoredResource key) {
        if (key.content().path("properties").hasNonNull("publicKey")) {
            throw new AzureException(
                    409,
                    "Conflict",
                    "The SSH public key '"
                            + key.id().name()
                            + "' has a key: make another resource.");
        }
    }
}
