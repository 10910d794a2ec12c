package io.mltwin.compute.sshpublickeys;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mltwin.armweb.AzureException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SshPublicKeyValidatorTest {

    private static final String DATA = "A".repeat(68);

    private static SshPublicKeyBody body(String key) {
        return new SshPublicKeyBody(
                "eastus", Map.of(), new SshPublicKeyBody.Properties(key.replace("@", DATA)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ssh-rsa @", "ssh-rsa @== me@host of mine", "ssh-ed25519 @\n"})
    void acceptsOneLineOfOpenSsh(String key) {
        assertThatCode(() -> SshPublicKeyValidator.validate(body(key))).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "@",
                "ssh-rsa AAAA",
                "ssh-dss @",
                "ssh-rsa @ a\nssh-rsa @",
                "ssh-rsa !@"
            })
    void refusesTheRest(String key) {
        assertThatThrownBy(() -> SshPublicKeyValidator.validate(body(key)))
                .isInstanceOf(AzureException.class);
    }

    @Test
    void aResourceMayHaveNoKeyYet() {
        assertThatCode(
                        () ->
                                SshPublicKeyValidator.validate(
                                        new SshPublicKeyBody("eastus", Map.of(), null)))
                .doesNotThrowAnyException();
    }
}
