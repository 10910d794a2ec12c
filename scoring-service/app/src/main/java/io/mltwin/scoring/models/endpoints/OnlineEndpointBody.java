package io.mltwin.scoring.models.endpoints;

import static io.mltwin.machinelearning.UserErrors.invalid;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.encoding.AsciiCase;
import io.mltwin.scoring.models.services.AuthKeys.AuthKeysBody;
import io.mltwin.scoring.models.services.Authentication;
import java.util.Map;
import java.util.stream.Stream;

/** {@code OnlineEndpoint} as a client PUTs or PATCHes it (2022-02-01-preview to 2024-04-01). */
public record OnlineEndpointBody(
        String location, Map<String, String> tags, String kind, JsonNode identity, Properties properties) {

    /**
     * {@code OnlineEndpointProperties}.
     *
     * @param keys of the caller's choice, never stored as they are
     * @param compute ARM id of the cluster of a Kubernetes endpoint, null for a managed one
     * @param traffic percent by deployment
     * @param mirrorTraffic percent of the live traffic that a deployment gets a copy of
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Properties(
            String authMode,
            String description,
            Map<String, String> properties,
            AuthKeysBody keys,
            String compute,
            Map<String, Integer> traffic,
            Map<String, Integer> mirrorTraffic,
            String publicNetworkAccess) {}

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
                    .orElseThrow(
                            () -> invalid("properties.authMode", "The authMode must be Key, AMLToken or AADToken."));
        }
    }
}
