package io.mltwin.compute.sshpublickeys;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.Map;

/** A request for {@code Microsoft.Compute/sshPublicKeys} (2023-03-01). */
@JsonIgnoreProperties(ignoreUnknown = true)
record SshPublicKeyBody(String location, Map<String, String> tags, Properties properties) {

    @JsonIgnoreProperties(ignoreUnknown = true)
    record Properties(String publicKey) {}
}
