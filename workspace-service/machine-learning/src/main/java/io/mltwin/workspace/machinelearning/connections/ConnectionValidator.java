package io.mltwin.workspace.machinelearning.connections;

import static io.mltwin.armweb.AzureException.badRequest;
import static io.mltwin.armweb.AzureException.notBuiltIf;
import static io.mltwin.armweb.Json.isGiven;
import static io.mltwin.encoding.Absence.orEmpty;

import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.armweb.ArmCall;
import io.mltwin.armweb.AzureException;
import io.mltwin.armweb.Rules;
import io.mltwin.encoding.AsciiCase;
import io.mltwin.workspace.machinelearning.connections.Connections.ConnectionRequest;
import io.mltwin.workspace.machinelearning.connections.Connections.Secrets;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Validates a request for a connection. Before api 2022-01-01 category and authentication type are
 * any text, as the specification has them; from then on each version has its own lists.
 *
 * <p>Deviation: of the categories of api 2023 and later those of Azure's own services and of the
 * Python SDK are known; authentication by OAuth2 answers 501.
 */
final class ConnectionValidator {

    static final String TYPE = "Microsoft.MachineLearningServices/workspaces/connections";

    private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9][a-zA-Z0-9_-]{2,32}");
    private static final String LISTS_SINCE = "2022-01-01";
    private static final int LONGEST = 2048;
    private static final String NO_TEXT = "' is missing or longer than " + LONGEST + " characters.";

    private static final Rules<ConnectionBody> RULES = Rules.of(
                    ConnectionBody.class, "", (target, why) -> fault(target, "%s", why))
            .required("The property 'properties' is missing.", "properties")
            .must(ConnectionValidator::isText, "The property 'authType" + NO_TEXT, "properties.authType")
            .must(ConnectionValidator::isText, "The property 'category" + NO_TEXT, "properties.category")
            .must(ConnectionValidator::isText, "The property 'target" + NO_TEXT, "properties.target");

    private ConnectionValidator() {}

    static ConnectionRequest validate(ArmCall call, ConnectionBody body) {
        return validate(call.apiVersion(), call.id().name(), body);
    }

    /**
     * Validates a PUT.
     *
     * @return what it asks for
     * @throws AzureException 400 for what Azure refuses, 501 for what is not built
     */
    static ConnectionRequest validate(String apiVersion, String name, ConnectionBody body) {
        if (!NAME.matcher(name).matches()) {
            throw fault(
                    "name",
                    "The name '%s' is not valid: a connection has 3 to 33 letters, digits, '-' and '_', and starts with a letter or digit.",
                    name);
        }
        RULES.check(body);
        ConnectionBody.Properties given = body.properties();
        Map<String, String> metadata = orEmpty(given.metadata());
        if (apiVersion.compareTo(LISTS_SINCE) < 0) {
            return new ConnectionRequest(
                    given.authType(),
                    given.category(),
                    given.target(),
                    given.valueFormat(),
                    metadata,
                    new Secrets(given.value(), null));
        }
        AuthType type = authType(given.authType(), apiVersion);
        if (AsciiCase.isOther(given.valueFormat(), "JSON")) {
            throw oneOf("valueFormat", given.valueFormat(), List.of("JSON"));
        }
        return new ConnectionRequest(
                type.text(),
                category(given.category(), apiVersion),
                given.target(),
                given.valueFormat(),
                metadata,
                new Secrets(given.value(), credentials(type, given)));
    }

    private static AuthType authType(String text, String apiVersion) {
        notBuiltIf(
                AsciiCase.equal(text, "OAuth2") && apiVersion.compareTo("2024") >= 0,
                "Authentication of a connection by OAuth2");
        return AuthType.find(text, apiVersion).orElseThrow(() -> oneOf("authType", text, AuthType.names(apiVersion)));
    }

    private static String category(String text, String apiVersion) {
        List<String> known = ConnectionCategories.of(apiVersion);
        return known.stream()
                .filter(one -> AsciiCase.equal(one, text))
                .findFirst()
                .orElseThrow(() -> oneOf("category", text, known));
    }

    /** Those of the type, all that it needs, or the whole in {@code value}, as older clients do. */
    private static JsonNode credentials(AuthType type, ConnectionBody.Properties given) {
        JsonNode credentials = given.credentials();
        boolean none = !isGiven(credentials);
        if (none && given.value() != null || none && type.required().isEmpty()) {
            return null;
        }
        if (none || !credentials.isObject()) {
            throw fault(
                    "properties.credentials",
                    "A connection of authType '%s' needs credentials with %s.",
                    type.text(),
                    type.required());
        }
        credentials.fieldNames().forEachRemaining(field -> {
            if (!type.takes(field)) {
                throw fault(
                        "properties.credentials",
                        "A connection of authType '%s' has no credential '%s'.",
                        type.text(),
                        field);
            }
        });
        for (String field : type.required()) {
            JsonNode value = credentials.path(field);
            boolean isThere =
                    field.equals("keys") ? isTexts(value) : !value.asText().isBlank();
            if (!isThere) {
                throw fault("properties.credentials." + field, "The credential '%s' is missing.", field);
            }
        }
        return credentials;
    }

    private static boolean isTexts(JsonNode keys) {
        return keys.isObject() && !keys.isEmpty() && keys.valueStream().allMatch(JsonNode::isTextual);
    }

    private static boolean isText(String text) {
        return !text.isBlank() && text.length() <= LONGEST;
    }

    private static AzureException oneOf(String property, String given, List<String> known) {
        return fault("properties." + property, "The value '%s' of '%s' is none of %s.", given, property, known);
    }

    private static AzureException fault(String target, String message, Object... arguments) {
        return badRequest("ValidationError", message, arguments).withTarget(target);
    }
}
