package io.mltwin.workspace.databricks;

import static io.mltwin.armweb.AzureException.settingNotBuilt;
import static io.mltwin.armweb.AzureException.settingNotBuiltIf;
import static io.mltwin.armweb.Json.isGiven;

import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.armweb.AzureException;
import io.mltwin.encoding.AsciiCase;
import io.mltwin.workspace.databricks.DatabricksBody.Parameter;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * The parameters of a workspace that a request gives; what it does not give is null.
 *
 * @param prepareEncryption whether the storage account gets an identity, for a customer's key
 * @param key the customer's key; of a request that gives Microsoft's back, {@link DbfsKey#NONE}
 */
record DatabricksParameters(
        Boolean prepareEncryption,
        DbfsKey key,
        String storageAccountName,
        String storageAccountSkuName,
        Boolean enableNoPublicIp) {

    static final DatabricksParameters NONE = new DatabricksParameters(null, null, null, null, null);

    private static final Pattern ACCOUNT = Pattern.compile("[a-z0-9]{3,24}");
    private static final Set<String> SKUS = Set.of(
            "Standard_LRS",
            "Standard_GRS",
            "Standard_RAGRS",
            "Standard_ZRS",
            "Standard_GZRS",
            "Standard_RAGZRS",
            "Premium_LRS");

    /**
     * A key of a vault as {@code parameters.encryption} names it.
     *
     * @param version null for the newest
     */
    record DbfsKey(String vaultUri, String name, String version) {

        static final DbfsKey NONE = new DbfsKey(null, null, null);

        boolean isMicrosofts() {
            return name == null;
        }
    }

    /**
     * Reads what a request gives.
     *
     * @throws AzureException 400, or 501 for a parameter that would change what is not built
     */
    static DatabricksParameters read(Map<String, Parameter> given) {
        Map<String, JsonNode> values = new TreeMap<>();
        if (given != null) {
            given.forEach((name, parameter) -> {
                if (parameter != null && isGiven(parameter.value())) {
                    values.put(name, parameter.value());
                }
            });
        }
        settingNotBuiltIf(
                flag(values, "requireInfrastructureEncryption").orElse(false),
                "properties.parameters.requireInfrastructureEncryption",
                "the storage account has one layer",
                "Leave it out, or give false.");
        DatabricksParameters read = new DatabricksParameters(
                flag(values, "prepareEncryption").orElse(null),
                key(values.remove("encryption")),
                text(values, "storageAccountName", ACCOUNT.asMatchPredicate()),
                text(values, "storageAccountSkuName", SKUS::contains),
                flag(values, "enableNoPublicIp").orElse(null));
        values.keySet().stream().findFirst().ifPresent(name -> {
            throw settingNotBuilt(
                    "properties.parameters." + name,
                    "a workspace lies in no virtual network, and has no further link",
                    "Leave it out.");
        });
        return read;
    }

    private static Optional<Boolean> flag(Map<String, JsonNode> values, String name) {
        JsonNode value = values.remove(name);
        if (value != null && !value.isBoolean()) {
            throw DatabricksValidator.invalid("parameters." + name, "its value is true or false.");
        }
        return Optional.ofNullable(value).map(JsonNode::booleanValue);
    }

    private static String text(Map<String, JsonNode> values, String name, Predicate<String> isValid) {
        JsonNode value = values.remove(name);
        if (value == null) {
            return null;
        }
        if (!value.isTextual() || !isValid.test(value.textValue())) {
            throw DatabricksValidator.invalid("parameters." + name, "'" + value.asText() + "' is none.");
        }
        return value.textValue();
    }

    private static DbfsKey key(JsonNode value) {
        if (value == null) {
            return null;
        }
        Map<String, String> members = new TreeMap<>();
        value.properties()
                .forEach(member -> members.put(
                        AsciiCase.lower(member.getKey()), member.getValue().asText("")));
        String source = members.getOrDefault("keysource", "");
        if (AsciiCase.equal(source, "Default")) {
            return DbfsKey.NONE;
        }
        if (!AsciiCase.equal(source, "Microsoft.Keyvault")) {
            throw DatabricksValidator.invalid("parameters.encryption", "keySource is Default or Microsoft.Keyvault.");
        }
        String vault = members.getOrDefault("keyvaulturi", "");
        String name = members.getOrDefault("keyname", "");
        String version = members.getOrDefault("keyversion", "");
        if (vault.isBlank() || name.isBlank()) {
            throw DatabricksValidator.invalid(
                    "parameters.encryption",
                    "give keyvaulturi, KeyName, and a keyversion or none to follow the newest.");
        }
        return new DbfsKey(vault, name, version.isBlank() ? null : version);
    }
}
