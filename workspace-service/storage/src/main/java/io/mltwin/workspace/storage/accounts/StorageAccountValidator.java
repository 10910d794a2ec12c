package io.mltwin.workspace.storage.accounts;

import static io.mltwin.workspace.storage.accounts.StorageErrors.httpsOnly;
import static io.mltwin.workspace.storage.accounts.StorageErrors.invalidName;
import static io.mltwin.workspace.storage.accounts.StorageErrors.invalidValue;
import static io.mltwin.workspace.storage.accounts.StorageErrors.invalidValueIf;
import static io.mltwin.workspace.storage.accounts.StorageErrors.notEnforced;

import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.workspace.storage.accounts.StorageAccountRequest.Properties;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Validates an account's name and settings as Azure Storage does, and refuses settings that nothing
 * here would enforce.
 */
public final class StorageAccountValidator {

    private static final Pattern NAME = Pattern.compile("[a-z0-9]{3,24}");
    private static final Set<String> KINDS =
            Set.of("Storage", "StorageV2", "BlobStorage", "BlockBlobStorage", "FileStorage");
    private static final Set<String> SKUS = Set.of(
            "Standard_LRS",
            "Standard_GRS",
            "Standard_RAGRS",
            "Standard_ZRS",
            "Standard_GZRS",
            "Standard_RAGZRS",
            "Premium_LRS",
            "Premium_ZRS");
    private static final Set<String> TLS_VERSIONS = Set.of("TLS1_0", "TLS1_1", "TLS1_2", "TLS1_3");
    private static final Set<String> NETWORK_ACCESS = Set.of("Enabled", "Disabled");
    private static final Set<String> TIERS = Set.of("Hot", "Cool", "Cold", "Premium");

    private static final Set<String> READABLE_SECONDARY = Set.of("Standard_RAGRS", "Standard_RAGZRS");

    private StorageAccountValidator() {}

    static boolean hasReadableSecondary(String sku) {
        return READABLE_SECONDARY.contains(sku);
    }

    static boolean isName(String name) {
        return NAME.matcher(name).matches();
    }

    /**
     * Validates a PUT.
     *
     * @throws io.mltwin.armweb.AzureException 400 for what Azure refuses, 501 for what is not
     *     enforced
     */
    public static void validatePut(String name, StorageAccountRequest request) {
        if (!isName(name)) {
            throw invalidName(name);
        }
        invalidValueIf(
                request.sku() == null || request.sku().name() == null, "sku", "Give sku.name, such as Standard_LRS.");
        invalidValueIf(request.kind() == null, "kind", "Give kind, such as StorageV2.");
        validateChange(request);
    }

    /** Validates what a PATCH says, and a PUT too. */
    public static void validateChange(StorageAccountRequest request) {
        if (request.sku() != null
                && request.sku().name() != null
                && !SKUS.contains(request.sku().name())) {
            throw invalidValue("sku", "It is one of %s.", String.join(", ", SKUS));
        }
        if (request.kind() != null && !KINDS.contains(request.kind())) {
            throw invalidValue("kind", "It is one of %s.", String.join(", ", KINDS));
        }
        Properties properties = request.propertiesOrNone();
        validateEncryption(properties);
        validateNetwork(properties);
        validateAccess(properties);
    }

    private static void validateEncryption(Properties properties) {
        if (Boolean.FALSE.equals(properties.supportsHttpsTrafficOnly())) {
            throw httpsOnly();
        }
        if (properties.encryption() != null) {
            String source = properties.encryption().keySource();
            invalidValueIf(
                    source != null
                            && !properties.encryption().isCustomers()
                            && !properties.encryption().isMicrosofts(),
                    "encryption.keySource",
                    "It is Microsoft.Storage or Microsoft.Keyvault.");
            invalidValueIf(
                    properties.encryption().keyVaultProperties() != null
                            && !properties.encryption().isCustomers(),
                    "encryption.keyvaultproperties",
                    "They go with keySource Microsoft.Keyvault.");
            if (Boolean.TRUE.equals(properties.encryption().requireInfrastructureEncryption())) {
                throw notEnforced("encryption.requireInfrastructureEncryption", "leave it out.");
            }
        }
        String tls = properties.minimumTlsVersion();
        invalidValueIf(
                tls != null && !TLS_VERSIONS.contains(tls),
                "minimumTlsVersion",
                "It is TLS1_0, TLS1_1, TLS1_2 or TLS1_3.");
    }

    private static void validateNetwork(Properties properties) {
        if (properties.networkAcls() != null) {
            NetworkAclsMapper.check(properties.networkAcls());
        }
        String access = properties.publicNetworkAccess();
        if ("SecuredByPerimeter".equals(access)) {
            throw notEnforced("publicNetworkAccess SecuredByPerimeter", "send Enabled or Disabled.");
        }
        invalidValueIf(
                access != null && !NETWORK_ACCESS.contains(access),
                "publicNetworkAccess",
                "It is Enabled or Disabled.");
    }

    private static void validateAccess(Properties properties) {
        invalidValueIf(
                properties.accessTier() != null && !TIERS.contains(properties.accessTier()),
                "accessTier",
                "It is Hot, Cool, Cold or Premium.");
        refuseTrue("isHnsEnabled", properties.isHnsEnabled());
        refuseTrue("isSftpEnabled", properties.isSftpEnabled());
        refuseTrue("isNfsV3Enabled", properties.isNfsV3Enabled());
        JsonNode files = properties.azureFilesIdentityBasedAuthentication();
        if (files != null
                && !files.path("directoryServiceOptions").asText("None").equals("None")) {
            throw notEnforced("azureFilesIdentityBasedAuthentication", "leave it out.");
        }
        JsonNode immutable = properties.immutableStorageWithVersioning();
        if (immutable != null && immutable.path("enabled").asBoolean()) {
            throw notEnforced("immutableStorageWithVersioning", "leave it out.");
        }
        if (properties.customDomain() != null
                && !properties.customDomain().path("name").asText("").isEmpty()) {
            throw notEnforced("customDomain", "leave it out.");
        }
    }

    private static void refuseTrue(String setting, Boolean value) {
        if (Boolean.TRUE.equals(value)) {
            throw notEnforced(setting, "leave it out or send false.");
        }
    }
}
