package io.mltwin.compute.sshpublickeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SshPublicKeyValidatorTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "                        | true",
                "ssh-rsa @               | true",
                "ssh-rsa @== me at home   | true",
                "'ssh-ed25519 @\n'       | true",
                "''                      | false",
                "@                       | false",
                "ssh-rsa AAAA            | false",
                "ssh-dss @               | false",
                "'ssh-rsa @ a\nssh-rsa @' | false",
                "ssh-rsa !@              | false"
            })
    void takesOneLineOfOpenSshOrNoKey(String key, boolean isTaken) {
        String given = key == null ? null : key.replace("@", "A".repeat(68));
        SshPublicKeyBody body = new SshPublicKeyBody("eastus", Map.of(), new SshPublicKeyBody.Properties(given));

        assertThat(catchThrowable(() -> SshPublicKeyValidator.validate(body)) == null)
                .isEqualTo(isTaken);
    }
}
