package io.mltwin.compute.sshpublickeys;

import static io.mltwin.armweb.ArmErrors.invalidParameter;

import java.util.regex.Pattern;

/** Validates a request for an SSH public key; Azure generates one where none is given. */
final class SshPublicKeyValidator {

    private static final Pattern KEY =
            Pattern.compile("(ssh-rsa|ssh-ed25519) [A-Za-z0-9+/]{60,}={0,2}( [^\\r\\n]*)?\\s*");

    private SshPublicKeyValidator() {}

    static void validate(SshPublicKeyBody body) {
        String key = body.properties() == null ? null : body.properties().publicKey();
        if (key != null && !KEY.matcher(key).matches()) {
            throw invalidParameter(
                    "publicKey",
                    "give one line of OpenSSH's form, 'ssh-rsa AAAA… comment' or 'ssh-ed25519 AAAA… comment'.");
        }
    }
}
