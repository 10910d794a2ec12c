package io.mltwin.scoring.models.endpoints;

import io.mltwin.encoding.AsciiCase;
import java.util.stream.Stream;

/** How an online endpoint authenticates its callers ({@code EndpointAuthMode}). */
public enum AuthMode {
    KEY("Key"),
    AML_TOKEN("AMLToken"),
    AAD_TOKEN("AADToken");

    private final String wireName;

    AuthMode(String wireName) {
        this.wireName = wireName;
    }

    String wireName() {
        return wireName;
    }

    /**
     * Reads a mode in any case.
     *
     * @throws io.mltwin.armweb.AzureException 400 for none of them
     */
    static AuthMode parse(String text) {
        return Stream.of(values())
                .filter(mode -> text != null && AsciiCase.equal(mode.wireName, text))
                .findFirst()
                .orElseThrow(() -> EndpointErrors.invalid(
                        "properties.authMode", "The authMode must be Key, AMLToken or AADToken."));
    }
}
