package io.mltwin.scoring.models.endpoints;

import static io.mltwin.machinelearning.UserErrors.invalid;

import io.mltwin.encoding.AsciiCase;
import io.mltwin.scoring.models.services.Authentication;
import java.util.stream.Stream;

/** How an online endpoint authenticates its callers ({@code EndpointAuthMode}). */
public enum AuthMode {
    KEY("Key", Authentication.KEY),
    AML_TOKEN("AMLToken", Authentication.TOKEN),
    AAD_TOKEN("AADToken", Authentication.AZURE_AD);

    private final String wireName;
    private final Authentication authentication;

    AuthMode(String wireName, Authentication authentication) {
        this.wireName = wireName;
        this.authentication = authentication;
    }

    Authentication authentication() {
        return authentication;
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
                .orElseThrow(() -> invalid("properties.authMode", "The authMode must be Key, AMLToken or AADToken."));
    }
}
