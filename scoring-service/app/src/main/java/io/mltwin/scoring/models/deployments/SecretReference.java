package io.mltwin.scoring.models.deployments;

import static io.mltwin.machinelearning.UserErrors.invalid;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Says where the value of a deployment's environment variable lies ("Access secrets from online
 * deployment using secret injection").
 */
sealed interface SecretReference {

    Pattern OF_CONNECTION = Pattern.compile(
            "\\$\\{\\{\\s*azureml://connections/([^/\\s{}]+)/(?:target|(credentials|metadata)/([^/\\s{}]+))\\s*}}");
    Pattern OF_VAULT = Pattern.compile(
            "\\$\\{\\{\\s*keyvault:(https://[^/\\s{}]+)/secrets/([0-9A-Za-z-]+(?:/[0-9A-Za-z]+)?)\\s*}}");

    /**
     * In a connection of the workspace.
     *
     * @param part credentials or metadata; null for the connection's target
     * @param key within that part
     */
    record OfConnection(String connection, String part, String key) implements SecretReference {}

    /**
     * In a key vault.
     *
     * @param vault address of its data plane
     * @param secret name, or {@code name/version}
     */
    record OfVault(String vault, String secret) implements SecretReference {}

    /**
     * Reads a value; empty for one that is no reference.
     *
     * @throws io.mltwin.armweb.AzureException 400 for a value with an expression that is none
     */
    static Optional<SecretReference> find(String variable, String value) {
        Matcher connection = OF_CONNECTION.matcher(value);
        if (connection.matches()) {
            return Optional.of(new OfConnection(connection.group(1), connection.group(2), connection.group(3)));
        }
        Matcher vault = OF_VAULT.matcher(value);
        if (vault.matches()) {
            return Optional.of(new OfVault(vault.group(1), vault.group(2)));
        }
        if (value.contains("${{")) {
            throw invalid(
                    "properties.environmentVariables",
                    "The value of '%s' has an expression that is no reference to a secret. The whole value is one of"
                            + " ${{azureml://connections/NAME/credentials/KEY}}, the same with /metadata/KEY or /target,"
                            + " and ${{keyvault:https://VAULT/secrets/NAME/VERSION}}, whose version may be left out.",
                    variable);
        }
        return Optional.empty();
    }
}
