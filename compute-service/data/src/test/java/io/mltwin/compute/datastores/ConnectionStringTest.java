package io.mltwin.compute.datastores;

import static org.assertj.core.api.Assertions.assertThat;

import io.mltwin.compute.datastores.DatastoreCredentials.DatastoreSecret;
import io.mltwin.compute.datastores.DatastoreCredentials.Kind;
import io.mltwin.compute.datastores.DatastoreKeys.ConnectionString;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The texts that datastores' secrets have in the vault, as storage's own clients read them. */
class ConnectionStringTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "BLOB | ACCOUNT_KEY | a2V5PQ== |"
                        + " DefaultEndpointsProtocol=https;AccountName=acct;AccountKey=a2V5PQ==;EndpointSuffix=core.windows.net",
                "BLOB | SAS | sv=1&sig=x%3D |"
                        + " BlobEndpoint=https://acct.blob.core.windows.net/;SharedAccessSignature=sv=1&sig=x%3D",
                "FILE | SAS | sv=1&sig=x |"
                        + " FileEndpoint=https://acct.file.core.windows.net/;SharedAccessSignature=sv=1&sig=x",
                "DATA_LAKE_GEN2 | SERVICE_PRINCIPAL | s;AccountKey=x | s;AccountKey=x"
            })
    void secretsAreReadAsTheyWereWritten(DatastoreType type, Kind kind, String secret, String stored) {
        // When
        Datastore datastore = new Datastore(
                "ds",
                type,
                null,
                Map.of(),
                Map.of(),
                "acct",
                "data",
                "core.windows.net",
                "https",
                null,
                null,
                null,
                DatastoreCredentials.of(kind));

        // Then
        assertThat(ConnectionString.of(datastore, new DatastoreSecret(secret))).isEqualTo(stored);
        assertThat(ConnectionString.secret(kind, stored).value()).isEqualTo(secret);
    }
}
