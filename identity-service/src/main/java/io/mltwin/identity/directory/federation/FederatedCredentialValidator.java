package io.mltwin.identity.directory.federation;

import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.armweb.ArmResourceId;
import io.mltwin.armweb.AzureException;
import io.mltwin.armweb.Rules;
import io.mltwin.resourceprovider.NameRule;
import java.net.URI;
import java.util.List;

/**
 * Checks a federated credential against the limits of Azure's documentation ("Important
 * considerations and restrictions for federated identity credentials").
 */
final class FederatedCredentialValidator {

    static final int MOST = 20;

    private static final int LONGEST = 600;
    private static final NameRule NAME = NameRule.of(
            "[a-zA-Z0-9][a-zA-Z0-9_-]{2,119}",
            "a federated credential has 3 to 120 letters, digits, '_' and '-', and starts with a letter or digit.");

    private static final String TEXT = "a text of 1 to " + LONGEST + " characters.";

    private static final Rules<JsonNode> RULES = Rules.of(
                    JsonNode.class, "properties.", (property, rule) -> badRequest("'%s' must be %s", property, rule))
            .refuse(properties -> !isText(properties.path("issuer")), "issuer", TEXT)
            .fits(
                    FederatedCredentialValidator::isHttps,
                    "an https URL without query and fragment, such as https://token.actions.githubusercontent.com: '%s'.",
                    "issuer")
            .refuse(properties -> !isText(properties.path("subject")), "subject", TEXT)
            .refuse(
                    properties -> properties.path("audiences").size() != 1 || !isText(audience(properties)),
                    "audiences",
                    "a list of exactly one text of at most " + LONGEST
                            + " characters, such as [\"api://AzureADTokenExchange\"].");

    private FederatedCredentialValidator() {}

    /** Validates a PUT. */
    static void validate(ArmResourceId id, JsonNode body) {
        NAME.require(id.name());
        read(body);
    }

    /** Returns the credential that a valid body asks for. */
    static FederatedCredential read(JsonNode body) {
        JsonNode properties = body.path("properties");
        RULES.check(properties);
        return new FederatedCredential(
                properties.path("issuer").asText(),
                properties.path("subject").asText(),
                List.of(audience(properties).asText()));
    }

    static void validateAmong(FederatedCredential wanted, String key, List<FederatedCredentialEntity> all) {
        for (FederatedCredentialEntity other : all) {
            if (!other.key.equals(key)
                    && other.issuer.equals(wanted.issuer())
                    && other.subject.equals(wanted.subject())) {
                throw badRequest(
                        "Issuer and subject combination already exists for this Managed Identity: see '%s'.",
                        other.name);
            }
        }
        boolean isNew = all.stream().noneMatch(other -> other.key.equals(key));
        if (isNew && all.size() >= MOST) {
            throw badRequest(
                    "Too many Federated Identity Credentials are used: an identity has at most %s. Delete one first.",
                    MOST);
        }
    }

    private static JsonNode audience(JsonNode properties) {
        return properties.path("audiences").path(0);
    }

    private static boolean isText(JsonNode given) {
        String text = given.isTextual() ? given.asText() : "";
        return !text.isBlank() && text.length() <= LONGEST && text.indexOf('\0') < 0;
    }

    private static boolean isHttps(String issuer) {
        try {
            URI uri = URI.create(issuer);
            return "https".equals(uri.getScheme())
                    && uri.getHost() != null
                    && uri.getRawUserInfo() == null
                    && uri.getRawQuery() == null
                    && uri.getRawFragment() == null;
        } catch (IllegalArgumentException noUri) {
            return false;
        }
    }

    private static AzureException badRequest(String message, Object... arguments) {
        return AzureException.badRequest("BadRequest", message, arguments);
    }
}
