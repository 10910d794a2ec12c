package io.mltwin.local.kafka;

import java.security.Security;

/**
 * The broker's crypto providers: the JDK's behind Corretto's, which provides nothing where its
 * native library does not load. All that passes through the broker is TLS, and with the first
 * compiler alone the JDK's own AES-GCM takes most of its processor time.
 */
final class BrokerProviders {

    private static final String CORRETTO = "com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider";
    private static final String KEY = "security.provider.";

    private BrokerProviders() {}

    /** Returns the text that the JVM's {@code java.security.properties} reads in place of its own list. */
    static String text() {
        StringBuilder text = new StringBuilder(KEY + "1=" + CORRETTO + "\n");
        int number = 1;
        for (String name = provider(number); name != null; name = provider(++number)) {
            text.append(KEY).append(number + 1).append('=').append(name).append('\n');
        }
        return text.toString();
    }

    private static String provider(int number) {
        return Security.getProperty(KEY + number);
    }
}
