package io.mltwin.compute.datastores;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VaultSecretNameTest {

    private static final String WORKSPACE = UUID.randomUUID().toString();

    @Test
    void aPlainNameIsReadable() {
        assertThat(VaultSecretName.ofDatastore("w", "training")).isEqualTo("aml-w-datastore-training");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"workspaceblobstore", "workspaceartifactstore", "workspacefilestore", "workspaceworkingdirectory"
            })
    void theSecretOfAWorkspacesOwnDatastoreIsItsAccounts(String name) {
        assertThat(VaultSecretName.ofDatastore("w", name)).isEqualTo("aml-w-storage-connection");
    }

    @Test
    void noTwoDatastoresShareASecretAndEveryNameIsOneOfKeyVaults() {
        // Given
        String longest = "a".repeat(255);
        List<String> names = List.of(
                "a_b",
                "a-b",
                "a__b",
                "a--b",
                "a-5fb",
                "a-2db",
                "_",
                "-",
                longest,
                longest.substring(1),
                longest.substring(1) + "_",
                longest.substring(1) + "-");

        // When
        List<String> secrets = names.stream()
                .map(name -> VaultSecretName.ofDatastore(WORKSPACE, name))
                .toList();

        // Then
        assertThat(secrets)
                .doesNotHaveDuplicates()
                .allSatisfy(secret -> assertThat(secret).matches("[0-9a-z-]{1,127}"));
    }
}
