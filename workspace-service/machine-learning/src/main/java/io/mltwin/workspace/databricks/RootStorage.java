package io.mltwin.workspace.databricks;

import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.armweb.ArmCall;
import io.mltwin.armweb.ArmResourceId;
import io.mltwin.armweb.AzureException;
import io.mltwin.encoding.Sha256;
import io.mltwin.workspace.databricks.DatabricksParameters.DbfsKey;
import io.mltwin.workspace.machinelearning.provisioning.MachineLearningApplication;
import jakarta.inject.Singleton;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;

/**
 * The storage account that holds the root of a workspace's file system (DBFS), in the managed
 * resource group, which is closed to everybody else. The account is encrypted as every storage
 * account is, and under a customer's key by the account's own identity ("Configure customer-managed
 * keys for DBFS root"). Each step may be repeated after a crash.
 */
@Singleton
record RootStorage(MachineLearningApplication application, ManagedGroup groups) {
    private static final String ACCOUNTS = "?api-version=2023-01-01";
    private static final int NAME_LENGTH = 13;

    /**
     * The account as it is to be.
     *
     * @param hasIdentity whether encryption is prepared
     * @param key to be used from now on; null leaves what is in force
     */
    record Wanted(ArmResourceId group, String location, String account, String sku, boolean hasIdentity, DbfsKey key) {}

    record Account(
            String location,
            String kind,
            Map<String, String> sku,
            Map<String, String> identity,
            AccountProperties properties) {}

    record AccountProperties(Boolean allowBlobPublicAccess, String minimumTlsVersion, Encryption encryption) {}

    record Encryption(
            String keySource,
            @JsonProperty("keyvaultproperties") Map<String, String> keyVaultProperties) {}

    /** The name that an account gets where the request gives none; the same for each repetition. */
    static String defaultName(ArmResourceId workspace) {
        return "dbstorage"
                + HexFormat.of().formatHex(Sha256.hash(workspace.key())).substring(0, NAME_LENGTH);
    }

    /**
     * Makes group and account, and changes the account's identity and key.
     *
     * @return the principal of the account's identity; empty where it has none
     * @throws AzureException 409 for a group that another resource manages, and what Azure Storage
     *     answers to a key that it cannot use
     */
    Optional<String> ensure(ArmCall call, Wanted wanted) {
        groups.ensure(call, wanted.group(), wanted.location());
        String account = account(wanted) + ACCOUNTS;
        if (find(call, account).isEmpty()) {
            send(call, "PUT", account, newAccount(wanted));
        } else if (wanted.hasIdentity()) {
            send(call, "PATCH", account, change(Map.of("type", "SystemAssigned"), null));
        }
        if (wanted.key() != null) {
            send(call, "PATCH", account, change(null, encryption(wanted.key())));
        }
        return find(call, account)
                .map(found -> found.path("identity").path("principalId").asText(""))
                .filter(principal -> !principal.isEmpty());
    }

    private Optional<JsonNode> find(ArmCall call, String pathAndQuery) {
        return application.get(call.caller().tenantId(), call.correlationId(), pathAndQuery);
    }

    private void send(ArmCall call, String method, String pathAndQuery, Object body) {
        application.send(call.caller().tenantId(), call.correlationId(), method, pathAndQuery, body);
    }

    private static ArmResourceId account(Wanted wanted) {
        return wanted.group().provider("Microsoft.Storage", "storageAccounts", wanted.account());
    }

    private static Account newAccount(Wanted wanted) {
        return new Account(
                wanted.location(),
                "StorageV2",
                Map.of("name", wanted.sku()),
                wanted.hasIdentity() ? Map.of("type", "SystemAssigned") : null,
                new AccountProperties(false, "TLS1_2", null));
    }

    private static Account change(Map<String, String> identity, Encryption encryption) {
        return new Account(
                null, null, null, identity, encryption == null ? null : new AccountProperties(null, null, encryption));
    }

    private static Encryption encryption(DbfsKey key) {
        if (key.isMicrosofts()) {
            return new Encryption("Microsoft.Storage", null);
        }
        return new Encryption(
                "Microsoft.Keyvault",
                Map.of(
                        "keyvaulturi",
                        key.vaultUri(),
                        "keyname",
                        key.name(),
                        "keyversion",
                        requireNonNullElse(key.version(), "")));
    }
}
