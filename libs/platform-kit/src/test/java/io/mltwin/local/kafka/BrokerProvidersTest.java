package io.mltwin.local.kafka;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.mltwin.local.kafka.BrokerSettings.BrokerProviders;
import java.io.StringReader;
import java.security.Security;
import java.util.Properties;
import org.junit.jupiter.api.Test;

class BrokerProvidersTest {

    /** The JVM's own list is replaced number by number: one that is left out is lost. */
    @Test
    void correttoComesFirstAndNoProviderOfTheJdkIsLost() throws Exception {
        Properties text = new Properties();
        text.load(new StringReader(BrokerProviders.text()));

        assertEquals(
                "com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider",
                text.getProperty("security.provider.1"));
        int last = 0;
        while (Security.getProperty("security.provider." + (last + 1)) != null) {
            last++;
            assertEquals(
                    Security.getProperty("security.provider." + last),
                    text.getProperty("security.provider." + (last + 1)));
        }
        assertEquals(last + 1, text.size());
        assertNull(text.getProperty("security.provider." + (last + 2)));
    }
}
