package io.mltwin.quarkus;

import org.eclipse.microprofile.config.ConfigProvider;

/** Answers the card in Quarkus' Dev UI, which is there before the platform is. */
public class ConsoleAddress {
    /** The property that the Dev Service sets. */
    public static final String PROPERTY = "mltwin.console.url";

    /** Returns the address of the platform's console; empty until the Dev Service has started. */
    public String url() {
        return ConfigProvider.getConfig()
                .getOptionalValue(PROPERTY, String.class)
                .orElse("");
    }
}
