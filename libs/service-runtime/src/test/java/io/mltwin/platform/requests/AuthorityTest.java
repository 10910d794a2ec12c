package io.mltwin.platform.requests;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AuthorityTest {

    @ParameterizedTest
    @CsvSource({
        "localhost:8441, localhost, 8441",
        "LocalHost, localhost, -1",
        "kv1.vault.mltwin.localhost:8443, kv1.vault.mltwin.localhost, 8443",
        "kv1.vault.mltwin.localhost.:8443, kv1.vault.mltwin.localhost., 8443",
        "127.0.0.1:65535, 127.0.0.1, 65535",
        "[::1]:8441, [::1], 8441",
        "[::1], [::1], -1",
    })
    void namesAHostAndAPort(String text, String host, int port) {
        Authority authority = Authority.parse(text);
        assertThat(authority.name()).isEqualTo(host);
        assertThat(authority.port()).isEqualTo(port);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ":8441",
                "localhost:",
                "localhost:0",
                "localhost:65536",
                "localhost:-1",
                "localhost:8441:8441",
                "localhost:84 41",
                "user@localhost:8441",
                "user:secret@localhost:8441",
                "evil.example@localhost",
                "localhost/..:8441",
                "localhost%2e:8441",
                "localhost\u017f",
                "loca\tlhost",
                "[::1:8441",
                "[localhost]",
                "https://localhost",
            })
    void isNoneOfAnythingElse(String text) {
        assertThat(Authority.parse(text)).isNull();
    }
}
