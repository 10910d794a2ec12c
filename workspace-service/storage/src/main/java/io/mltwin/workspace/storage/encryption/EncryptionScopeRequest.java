package io.mltwin.workspace.storage.encryption;

import io.mltwin.encoding.AsciiCase;

/** The body of a PUT or PATCH of an encryption scope. */
public record EncryptionScopeRequest(Properties properties) {

    private static final String MICROSOFTS = "Microsoft.Storage";
    private static final String CUSTOMERS = "Microsoft.KeyVault";

    public record Properties(
            String source,
            String state,
            KeyVaultProperties keyVaultProperties,
            Boolean requireInfrastructureEncryption) {

        boolean isCustomers() {
            return AsciiCase.equal(CUSTOMERS, source);
        }

        boolean isMicrosofts() {
            return AsciiCase.equal(MICROSOFTS, source);
        }

        String keyUri() {
            return keyVaultProperties == null ? null : keyVaultProperties.keyUri();
        }
    }

    public record KeyVaultProperties(String keyUri) {}

    Properties propertiesOrNone() {
        return properties == null ? new Properties(null, null, null, null) : properties;
    }
}
