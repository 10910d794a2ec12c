package io.mltwin.compute.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.mltwin.armweb.AzureException;
import io.mltwin.compute.execution.RunDefinitionBody.DataReference;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DataReferenceValidatorTest {

    @ParameterizedTest
    @CsvSource({
        "Mount, /train/, , MOUNT, train, mounts/d",
        ", , , MOUNT, '', mounts/d",
        "download, a/b.csv, in/deep/, DOWNLOAD, a/b.csv, in/deep",
        "Download, , , DOWNLOAD, '', d",
        "Upload, out, , UPLOAD, out, d"
    })
    void isRead(
            String mode,
            String path,
            String folder,
            RunData.Mode expected,
            String expectedPath,
            String expectedFolder) {
        RunData data = DataReferenceValidator.read(Map.of("d", new DataReference("store", mode, path, folder, true)))
                .get(0);

        assertThat(data).isEqualTo(new RunData("d", "store", expected, expectedPath, expectedFolder, true));
    }

    @ParameterizedTest
    @CsvSource({
        "d, , Mount, x, , 400",
        "d, s, Direct, x, , 400",
        "d-1, s, Mount, x, , 400",
        "d, s, Mount, a/../../b, , 400",
        "d, s, Mount, a//b, , 400",
        "d, s, Mount, a\\b, , 400",
        "d, s, Download, x, ../up, 400",
        "d, s, Download, x, outputs/x, 400",
        "d, s, Download, x, logs, 400",
        "d, s, Download, x, /tmp/x, 501"
    })
    void isRefused(String name, String store, String mode, String path, String folder, int status) {
        AzureException refused = catchThrowableOfType(
                AzureException.class,
                () -> DataReferenceValidator.read(Map.of(name, new DataReference(store, mode, path, folder, null))));

        assertThat(refused.status()).isEqualTo(status);
    }

    @Test
    void twoReferencesHaveTwoFolders() {
        DataReference one = new DataReference("s", "Download", "a", "in", null);

        assertThat(catchThrowableOfType(
                                AzureException.class, () -> DataReferenceValidator.read(Map.of("a", one, "b", one)))
                        .status())
                .isEqualTo(400);
    }
}
