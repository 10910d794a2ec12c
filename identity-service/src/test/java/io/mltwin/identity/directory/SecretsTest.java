package io.mltwin.identity.directory;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import org.junit.jupiter.api.Test;

class SecretsTest {

    @Test
    void passwordsAreKeptUnderBcrypt() {
        String hash = Secrets.hash("correct horse", new SecureRandom());
        assertThat(hash).startsWith("$2a$10$");
        assertThat(Secrets.matches("correct horse", hash)).isTrue();
        assertThat(Secrets.matches("wrong", hash)).isFalse();
        assertThat(Secrets.matches("x".repeat(73), hash)).isFalse();
        assertThat(Secrets.matches("", hash)).isFalse();
    }
}
