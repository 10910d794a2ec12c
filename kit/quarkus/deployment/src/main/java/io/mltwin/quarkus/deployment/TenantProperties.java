package io.mltwin.quarkus.deployment;

import io.mltwin.client.AzureService;
import io.mltwin.quarkus.ConsoleAddress;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * The properties that an application is given. The names are those by which MicroProfile Config finds the variables that
 * {@code ./mltwin env} prints, so the same application runs where only these are set.
 */
final class TenantProperties {
    /** Classes of the extensions of Quarkus Azure Services; a property of an extension that is absent would be warned of. */
    private static final String VAULT_EXTENSION =
            "io.quarkiverse.azure.keyvault.secret.runtime.KeyVaultSecretClientProducer";

    private static final String BLOB_EXTENSION =
            "io.quarkiverse.azure.storage.blob.runtime.StorageBlobServiceClientProducer";

    private TenantProperties() {}

    /**
     * Returns each property with what tells its value once the tenant is there.
     *
     * @param workspace whether the tenant has one
     * @param present tells of a class whether the application has it
     */
    static Map<String, Function<PlatformTenant, String>> given(boolean workspace, Predicate<String> present) {
        Map<String, Function<PlatformTenant, String>> given = new LinkedHashMap<>();
        given.put("mltwin.arm.url", started -> started.addressOf(AzureService.RESOURCE_MANAGER));
        given.put("mltwin.identity.url", started -> started.addressOf(AzureService.LOGIN));
        given.put(ConsoleAddress.PROPERTY, started -> started.addressOf(AzureService.CONSOLE));
        for (String variable : new String[] {
            "MLTWIN_CA_FILE", "AZURE_TENANT_ID", "AZURE_SUBSCRIPTION_ID", "AZURE_CLIENT_ID", "AZURE_CLIENT_SECRET"
        }) {
            given.put(
                    property(variable),
                    started -> started.tenant().environment().get(variable));
        }
        given.put("mltwin.resource.group", started -> started.tenant().resourceGroup());
        if (workspace) {
            given.put(
                    "mltwin.workspace.id",
                    started -> started.tenant().workspace().id());
            given.put("mltwin.key.vault.url", TenantProperties::vault);
            given.put("mltwin.blob.url", TenantProperties::blobs);
            given.put(
                    "mlflow.tracking.uri",
                    started -> started.tenant().workspace().mlflow().toString());
            if (present.test(VAULT_EXTENSION)) {
                given.put("quarkus.azure.keyvault.secret.endpoint", TenantProperties::vault);
            }
            if (present.test(BLOB_EXTENSION)) {
                given.put("quarkus.azure.storage.blob.endpoint", TenantProperties::blobs);
            }
        }
        return given;
    }

    static String property(String variable) {
        return variable.toLowerCase(java.util.Locale.ROOT).replace('_', '.');
    }

    private static String vault(PlatformTenant started) {
        return started.tenant().workspace().keyVault().toString();
    }

    private static String blobs(PlatformTenant started) {
        return started.tenant().workspace().blobs().toString();
    }
}
