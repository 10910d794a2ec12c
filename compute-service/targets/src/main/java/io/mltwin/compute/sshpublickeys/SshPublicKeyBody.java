package io.mltwin.compute.sshpublickeys;

import java.util.Map;

/** A request for {@code Microsoft.Compute/sshPublicKeys} (2023-03-01). */
record SshPublicKeyBody(String location, Map<String, String> tags, Properties properties) {

    record Properties(String publicKey) {}
}
