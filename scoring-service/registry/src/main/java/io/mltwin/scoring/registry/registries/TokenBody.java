package io.mltwin.scoring.registry.registries;

import java.time.Instant;
import java.util.List;

/** Microsoft.ContainerRegistry/registries/tokens on the wire (2020-11-01-preview and later). */
record TokenBody(Properties properties) {

    static final String TYPE = RegistryMapper.TYPE + "/tokens";

    /**
     * @param status enabled or disabled
     */
    record Properties(
            Instant creationDate,
            String provisioningState,
            String scopeMapId,
            Credentials credentials,
            String status) {}

    /** Certificates are refused; passwords are made by generateCredentials alone. */
    record Credentials(List<Object> certificates, List<Password> passwords) {}

    /**
     * @param value only in the answer of generateCredentials
     */
    record Password(Instant creationTime, Instant expiry, String name, String value) {
        @Override
        public String toString() {
            return name;
        }
    }

    /** The request of {@code generateCredentials}. */
    record Generate(String tokenId, Instant expiry, String name) {}

    /** The answer of {@code generateCredentials}. */
    record Generated(String username, List<Password> passwords) {}
}
