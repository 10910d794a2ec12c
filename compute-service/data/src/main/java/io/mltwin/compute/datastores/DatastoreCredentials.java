package io.mltwin.compute.datastores;

import static io.mltwin.encoding.Absence.isBlank;

/**
 * How a datastore's data is reached, without the secret, which lies in the workspace's vault.
 *
 * @param authorityUrl where a service principal signs in, or null for the default
 * @param resourceUrl what it asks a token for, or null for the default
 */
record DatastoreCredentials(
        Kind kind, String clientId, String tenantId, String authorityUrl, String resourceUrl, String thumbprint) {

    static final DatastoreCredentials NONE = of(Kind.NONE);

    /** ARM's {@code credentialsType} and {@code secretsType}. */
    enum Kind {
        NONE("None"),
        ACCOUNT_KEY("AccountKey"),
        SAS("Sas"),
        SERVICE_PRINCIPAL("ServicePrincipal"),
        CERTIFICATE("Certificate");

        private final String armName;

        Kind(String armName) {
            this.armName = armName;
        }

        String armName() {
            return armName;
        }

        boolean isPrincipal() {
            return this == SERVICE_PRINCIPAL || this == CERTIFICATE;
        }
    }

    static DatastoreCredentials of(Kind kind) {
        return new DatastoreCredentials(kind, null, null, null, null, null);
    }

    boolean hasSecret() {
        return kind != Kind.NONE;
    }

    /** The secret half of a datastore's credentials; only {@code listSecrets} ever shows it. */
    record DatastoreSecret(String value) {

        /** None for a missing or blank text. */
        static DatastoreSecret ofNullable(String value) {
            return isBlank(value) ? null : new DatastoreSecret(value);
        }

        @Override
        public String toString() {
            return "secret of a datastore";
        }
    }
}
