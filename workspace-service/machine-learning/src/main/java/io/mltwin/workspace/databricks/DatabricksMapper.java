package io.mltwin.workspace.databricks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mltwin.platform.Addresses;
import io.mltwin.platform.ServiceName;
import io.mltwin.workspace.databricks.DatabricksBody.CreatedBy;
import io.mltwin.workspace.databricks.DatabricksBody.Parameter;
import io.mltwin.workspace.databricks.DatabricksBody.Properties;
import io.mltwin.workspace.databricks.DatabricksBody.StorageIdentity;
import java.util.Map;
import java.util.TreeMap;

/**
 * Between a Databricks workspace's row and its wire form.
 *
 * <p>Deviation: {@code dbfsEncryption} is ours: MicrosoftManaged or Customer, which Azure shows as
 * the parameter {@code encryption} alone.
 */
final class DatabricksMapper {

    /** Those that certificates name. */
    private static final int SHARDS = 4;

    private DatabricksMapper() {}

    static DatabricksBody body(DatabricksEntity row, Addresses addresses) {
        return new DatabricksBody(
                new DatabricksBody.Sku(row.sku, null),
                new Properties(
                        row.managedGroup,
                        parameters(row),
                        "Enabled",
                        "AllRules",
                        null,
                        null,
                        null,
                        null,
                        "Succeeded",
                        Long.toString(row.workspaceNumber),
                        host(row, addresses),
                        row.createdAt.toString(),
                        new CreatedBy(row.createdBy, row.createdByApplication),
                        row.storagePrincipal == null
                                ? null
                                : new StorageIdentity(row.storagePrincipal, row.tenantId, "SystemAssigned"),
                        row.hasCustomerKey() ? "Customer" : "MicrosoftManaged"));
    }

    /** The name that the workspace's own API has, {@code adb-{number}.{shard}.azuredatabricks}. */
    static String host(DatabricksEntity row, Addresses addresses) {
        return addresses.host(
                "adb-" + row.workspaceNumber + "." + row.workspaceNumber % SHARDS + ".azuredatabricks",
                ServiceName.WORKSPACE);
    }

    private static Map<String, Parameter> parameters(DatabricksEntity row) {
        JsonNodeFactory json = JsonNodeFactory.instance;
        Map<String, Parameter> parameters = new TreeMap<>();
        parameters.put("prepareEncryption", new Parameter("Bool", json.booleanNode(row.storagePrincipal != null)));
        parameters.put("enableNoPublicIp", new Parameter("Bool", json.booleanNode(row.noPublicIp)));
        parameters.put("storageAccountName", new Parameter("String", json.textNode(row.storageAccount)));
        parameters.put("storageAccountSkuName", new Parameter("String", json.textNode(row.storageSku)));
        parameters.put("encryption", new Parameter("Object", encryption(row)));
        return parameters;
    }

    private static JsonNode encryption(DatabricksEntity row) {
        ObjectNode value = JsonNodeFactory.instance.objectNode();
        if (!row.hasCustomerKey()) {
            return value.put("keySource", "Default");
        }
        return value.put("keySource", "Microsoft.Keyvault")
                .put("keyvaulturi", row.keyVaultUri)
                .put("KeyName", row.keyName)
                .put("keyversion", row.keyVersion == null ? "" : row.keyVersion);
    }
}
