package io.mltwin.identity.directory.federation;

import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.armweb.ArmResourceId;
import io.mltwin.armweb.AzureException;
import io.mltwin.resourceprovider.NameRule;
import java.net.URI;
import java.util.ArrayList;
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

    private FederatedCredentialValidator() {}

    /** Validates a PUT. */
    static void validate(ArmResourceId id, JsonNode body) {
        validateName(id.name());
        read(body);
    }

    private static void validateName(String name) {
        NAME.require(name);
    }

    /** Returns the credential that a valid body asks for. */
    static FederatedCredential read(JsonNode body) {
        JsonNode properties = body.path("properties");
        String issuer = text(properties, "issuer");
        if (!isHttps(issuer)) {
            throw badRequest("'properties.issuer' must be an https URL without query and fragment, such as"
                    + " https://token.actions.githubusercontent.com: '"
                    + issuer
                    + "'.");
        }
        return new FederatedCredential(issuer, text(properties, "subject"), List.of(audience(properties)));
    }

    static void validateAmong(FederatedCredential wanted, String key, List<FederatedCredentialEntity> all) {
        for (FederatedCredentialEntity other : all) {
            if (!other.key.equals(key)
                    && other.issuer.equals(wanted.issuer())
                    && other.subject.equals(wanted.subject())) {
                throw badRequest("Issuer and subject combination already exists for this Managed Identity: see '"
                        + other.name
                        + "'.");
            }
        }
        boolean isNew = all.stream().noneMatch(other -> other.key.equals(key));
        if (isNew && all.size() >= MOST) {
            throw badRequest("Too many Federated Identity Credentials are used: an identity has at most "
                    + MOST
                    + ". Delete one first.");
        }
    }

    private static String audience(JsonNode properties) {
        JsonNode audiences = properties.path("audiences");
        List<String> found = new ArrayList<>();
        audiences.forEach(audience -> found.add(audience.isTextual() ? audience.asText() : ""));
        if (!audiences.isArray() || found.size() != 1 || !isGood(found.get(0))) {
            throw badRequest("'properties.audiences' must be a list of exactly one text of at most "
                    + LONGEST
                    + " characters, such as [\"api://AzureADTokenExchange\"].");
        }
        return found.get(0);
    }

    private static String text(JsonNode properties, String name) {
        JsonNode value = properties.path(name);
        if (!value.isTextual() || !isGood(value.asText())) {
            throw badRequest("'properties." + name + "' must be a text of 1 to " + LONGEST + " characters.");
        }
        return value.asText();
    }

    private static boolean isGood(String text) {
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

    private static AzureException badRequest(String message) {
        return AzureException.badRequest("BadRequest", message);
    }
}
