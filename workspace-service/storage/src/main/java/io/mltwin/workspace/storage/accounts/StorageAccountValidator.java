package io.mltwin.workspace.storage.accounts;

import static io.mltwin.encoding.Absence.isFalse;
import static io.mltwin.workspace.storage.accounts.StorageErrors.httpsOnly;
import static io.mltwin.workspace.storage.accounts.StorageErrors.invalidName;
import static io.mltwin.workspace.storage.accounts.StorageErrors.invalidValueIf;
import static io.mltwin.workspace.storage.accounts.StorageErrors.notEnforced;

import io.mltwin.armweb.Rules;
import io.mltwin.workspace.storage.accounts.StorageAccountRequest.Properties;
import io.mltwin.workspace.storage.accounts.StorageAccountRequest.Sku;
import java.util.List;
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
    private static final Set<String> READABLE_SECONDARY = Set.of("Standard_RAGRS", "Standard_RAGZRS");

    private static final String LEAVE_OUT = "leave it out.";

    private static final Rules<StorageAccountRequest> CHANGE = rules(StorageAccountRequest.class)
            .part("sku", (Sku sku) -> requireKnown("sku", sku.name(), SKUS))
            .and(request -> requireKnown("kind", request.kind(), KINDS));

    private static final Rules<Properties> PROPERTIES = rules(Properties.class)
            .refuse(properties -> isFalse(properties.supportsHttpsTrafficOnly()), none -> httpsOnly())
            .oneOf(
                    List.of("Microsoft.Storage", "Microsoft.Keyvault"),
                    "It is Microsoft.Storage or Microsoft.Keyvault.",
                    "encryption.keySource")
            .refuse(
                    properties -> properties.encryption() != null
                            && properties.encryption().keyVaultProperties() != null
                            && !properties.encryption().isCustomers(),
                    "encryption.keyvaultproperties",
                    "They go with keySource Microsoft.Keyvault.")
            .refuseIfAsked(setting -> notEnforced(setting, LEAVE_OUT), "encryption.requireInfrastructureEncryption")
            .matches("TLS1_[0-3]", "It is TLS1_0, TLS1_1, TLS1_2 or TLS1_3.", "minimumTlsVersion")
            .part("networkAcls", NetworkAclsMapper::check)
            .refuse(
                    properties -> "SecuredByPerimeter".equals(properties.publicNetworkAccess()),
                    none -> notEnforced("publicNetworkAccess SecuredByPerimeter", "send Enabled or Disabled."))
            .matches("Enabled|Disabled", "It is Enabled or Disabled.", "publicNetworkAccess")
            .matches("Hot|Cool|Cold|Premium", "It is Hot, Cool, Cold or Premium.", "accessTier")
            .refuseIfAsked(
                    setting -> notEnforced(setting, "leave it out or send false."),
                    "isHnsEnabled",
                    "isSftpEnabled",
                    "isNfsV3Enabled")
            .refuseIfAsked(
                    option -> notEnforced(option.split("\\.")[0], LEAVE_OUT),
                    "azureFilesIdentityBasedAuthentication.directoryServiceOptions",
                    "immutableStorageWithVersioning.enabled",
                    "customDomain.name");

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
        CHANGE.check(request);
        PROPERTIES.check(request.propertiesOrNone());
    }

    private static <T> Rules<T> rules(Class<T> type) {
        return Rules.of(type, "", StorageErrors::invalidValue);
    }

    private static void requireKnown(String member, String given, Set<String> known) {
        invalidValueIf(given != null && !known.contains(given), member, "It is one of %s.", String.join(", ", known));
    }
}
