package io.mltwin.workspace.storage.blob.containers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mltwin.armweb.AzureException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ContainerServiceTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "abc",
                "a-b",
                "azureml-blobstore-0e9c8b6a-0000-4000-8000-000000000001",
                "0a0",
                "$root",
                "snapshots"
            })
    void containerNames(String name) {
        ContainerService.checkName(name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a--b", "-ab", "ab-", "Abc", "a_b", "$web", "$roo", "root$", "a.b"})
    void noContainerNames(String name) {
        assertThatThrownBy(() -> ContainerService.checkName(name))
                .isInstanceOfSatisfying(
                        AzureException.class, fault -> assertThat(fault.code()).isEqualTo("InvalidResourceName"));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 64, 1000})
    void aContainerNameHas3To63Characters(int length) {
        ContainerService.checkName("a".repeat(3));
        ContainerService.checkName("a".repeat(63));
        assertThatThrownBy(() -> ContainerService.checkName("A".repeat(length)))
                .isInstanceOfSatisfying(
                        AzureException.class, fault -> assertThat(fault.code()).isEqualTo("OutOfRangeInput"));
    }
}
