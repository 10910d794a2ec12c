package io.mltwin.keyvault.secrets;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class SecretBodyTest {

    @Test
    void aSecretDoesNotPrintItsValue() {
        assertThat(new SecretBody("hush", "id", null, null, Map.of(), null, null))
                .asString()
                .doesNotContain("hush");
    }
}
