package io.mltwin.platform.start;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.GeneralSecurityException;
import java.security.Security;
import java.security.Signature;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CryptoProviderTest {

    @AfterEach
    void remove() {
        Security.removeProvider("AmazonCorrettoCryptoProvider");
    }

    @Test
    void isFirstOrSaysWhyNot() throws GeneralSecurityException {
        // When
        String problem = CryptoProvider.installFirst();
        // Then
        if (problem == null) {
            assertThat(Security.getProviders()[0].getName()).isEqualTo("AmazonCorrettoCryptoProvider");
            assertThat(Signature.getInstance("SHA256withRSA").getProvider().getName())
                    .isEqualTo("AmazonCorrettoCryptoProvider");
        } else {
            assertThat(Security.getProvider("AmazonCorrettoCryptoProvider")).isNull();
        }
    }
}
