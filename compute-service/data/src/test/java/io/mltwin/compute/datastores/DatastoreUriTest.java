package io.mltwin.compute.datastores;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.mltwin.armweb.AzureException;
import io.mltwin.compute.workspaces.Workspace;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The two forms of a place in a datastore, and addresses of blobs. */
class DatastoreUriTest {

    private static final Workspace WORKSPACE = new Workspace(
            "/subscriptions/s/resourceGroups/g/providers/Microsoft.MachineLearningServices/workspaces/w",
            "id",
            "w",
            "eastus",
            "t",
            "s",
            "g",
            "account",
            "oid",
            "client",
            "https://kv/",
            false,
            "accessKey",
            null,
            null,
            null,
            null,
            null);
    private static final String LONG = "azureml://subscriptions/s/resourcegroups/g/workspaces/w";

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            quoteCharacter = '`',
            delimiter = '|',
            value = {
                "azureml://datastores/d/paths/a/b.csv | d | a/b.csv | false",
                "azureml://datastores/d/paths/a/ | d | a | true",
                "azureml://datastores/d/paths/ | d | `` | true",
                "azureml://datastores/d | d | `` | true",
                "azureml://datastores/workspaceartifactstore/ExperimentRun/dcid.r1 | workspaceartifactstore | ExperimentRun/dcid.r1 | false",
                "azureml://DataStores/D/Paths/A b/c | D | A b/c | false",
                "LONG/datastores/d/paths/a | d | a | false",
                "azureml://subscriptions/S/resourceGroups/G/workspaces/W/datastores/d/paths/a | d | a | false",
                "azureml://subscriptions/s/resourcegroups/g/providers/Microsoft.MachineLearningServices/workspaces/w/datastores/d/paths/a | d | a | false"
            })
    void aPlaceInADatastore(String uri, String datastore, String path, boolean isFolder) {
        // When
        DatastoreUri place =
                DatastoreUri.parse(uri.replace("LONG", LONG), WORKSPACE).orElseThrow();

        // Then
        assertThat(place).isEqualTo(new DatastoreUri(datastore, path, isFolder));
        assertThat(DatastoreUri.parse(place.in(WORKSPACE), WORKSPACE)).contains(place);
    }

    @Test
    void itsLongFormSaysEverything() {
        assertThat(new DatastoreUri("d", "a", true).in(WORKSPACE)).isEqualTo(LONG + "/datastores/d/paths/a/");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://a.blob.core.x/c/p",
                "azureml:d:1",
                "azureml://jobs/j/outputs/o",
                "azureml://datastores//paths/a",
                "azureml://datastores/d/files/a"
            })
    void noPlaceInADatastore(String uri) {
        assertThat(DatastoreUri.parse(uri, WORKSPACE)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "azureml://subscriptions/s2/resourcegroups/g/workspaces/w/datastores/d/paths/a",
                "azureml://subscriptions/s/resourcegroups/g/workspaces/w2/datastores/d/paths/a",
                "azureml://datastores/d/paths/a/../../b",
                "azureml://datastores/d/paths/./a",
                "azureml://datastores/d/paths/a//b",
                "azureml://datastores/d/paths/a\\b"
            })
    void refuses(String uri) {
        // When
        AzureException refused = catchThrowableOfType(AzureException.class, () -> DatastoreUri.parse(uri, WORKSPACE));

        // Then
        assertThat(refused).isNotNull();
        assertThat(refused.status()).isEqualTo(400);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "https://acc.blob.core.x:8442/con/a/b%20c, acc, con, a/b c",
        "https://acc.blob.core.x/con/a/, acc, con, a/",
        "HTTPS://ACC.blob.core.x/con/a, acc, con, a"
    })
    void anAddressOfABlob(String address, String account, String container, String path) {
        assertThat(BlobUri.parse(address, "core.x:8442")).contains(new BlobUri(account, container, path));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://acc.blob.core.x/con/a",
                "https://acc.blob.core.y/con/a",
                "https://acc.blob.core.x:1/con/a",
                "https://acc.blob.core.x/con/a?sig=b",
                "https://a.b.blob.core.x/con/a",
                "https://.blob.core.x/con/a",
                "https://acc.blob.core.x/",
                "not an address",
                "azureml://datastores/d/paths/a"
            })
    void noAddressOfABlob(String address) {
        assertThat(BlobUri.parse(address, "core.x:8442")).isEmpty();
    }
}
