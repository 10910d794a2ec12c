package io.mltwin.identity.directory;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.util.List;
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

    @Test
    void anyOfTheSecretsMatchesAndNoneIsPrinted() {
        ClientCredentials two =
                new ClientCredentials(
                        List.of(Secrets.sha256("one"), Secrets.sha256("two")), List.of());
        assertThat(two.matchesSecret("two")).isTrue();
        assertThat(two.matchesSecret("three")).isFalse();
        assertThat(new ClientCredentials(List.of(), List.of()).matchesSecret("")).isFalse();
        assertThat(two.toString()).isEqualTo("ClientCredentials[secrets=2, keys=0]");
    }
}
