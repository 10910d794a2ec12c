package io.mltwin.compute.datastores;

import io.mltwin.compute.datastores.DatastoreCredentials.Kind;
import java.util.Map;

/** {@code Datastore} of ARM (2022-10-01), as a client PUTs it. */
record ArmDatastoreBody(Properties properties) {

    /** The fields that all types have, and those in which they differ. */
    record Properties(
            String datastoreType,
            String description,
            Map<String, String> tags,
            Map<String, String> properties,
            String accountName,
            String containerName,
            String fileShareName,
            String filesystem,
            String storeName,
            String endpoint,
            String protocol,
            String subscriptionId,
            String resourceGroup,
            String serviceDataAccessAuthIdentity,
            Credentials credentials) {

        /** Container, share, file system or store, by the type's own field. */
        String place(DatastoreType type) {
            return switch (type) {
                case BLOB -> containerName;
                case FILE -> fileShareName;
                case DATA_LAKE_GEN2 -> filesystem;
                case DATA_LAKE_GEN1 -> storeName;
            };
        }
    }

    /** {@code DatastoreCredentials}. */
    record Credentials(
            String credentialsType,
            String authorityUrl,
            String clientId,
            String resourceUrl,
            String tenantId,
            String thumbprint,
            Secrets secrets) {}

    /** {@code DatastoreSecrets}; each type has one field and its name. */
    record Secrets(String secretsType, String key, String sasToken, String clientSecret, String certificate) {
        @Override
        public String toString() {
            return secretsType;
        }

        static Secrets sas(String token) {
            return new Secrets(Kind.SAS.armName(), null, token, null, null);
        }
    }
}
