package io.mltwin.compute.computeinstances;

import static org.assertj.core.api.Assertions.assertThat;

import io.mltwin.compute.computeinstances.ComputeInstance.Creator;
import io.mltwin.compute.computeinstances.ComputeInstance.InstanceFolder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InstanceFolderTest {

    @ParameterizedTest
    @CsvSource({
        "olivia@contoso.example, olivia",
        "olivia.of@contoso.example, olivia.of",
        "gina_fabrikam.example#EXT#@contoso.example, gina_fabrikam.example_EXT_",
        "o'neil..@contoso.example, o_neil",
        "../up@contoso.example, .._up",
        "..@contoso.example, object-1",
        "0c11e000-0000-4000-8000-000000000001, 0c11e000-0000-4000-8000-000000000001"
    })
    void isAFolderThatTheFileServiceTakes(String name, String folder) {
        assertThat(InstanceFolder.of(new Creator("object-1", "tenant", name))).isEqualTo(folder);
    }
}
