package io.mltwin.compute.snapshots;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.mltwin.armweb.AzureException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SnapshotPathTest {

    @ParameterizedTest
    @ValueSource(strings = {"a.py", "lib/b.py", "data/x y.txt", ".amlignore", "a..b", "...", "%2e%2e"})
    void accepts(String path) {
        assertThat(SnapshotPath.check(path)).isEqualTo(path);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/etc/passwd",
                "../a",
                "a/../b",
                "a/..",
                "..",
                ".",
                "./a",
                "a//b",
                "a/",
                "a\\b",
                "..\\a",
                "C:/a",
                "c:a",
                "a\u0000b",
                "a\nb"
            })
    void refuses(String path) {
        AzureException fault = catchThrowableOfType(AzureException.class, () -> SnapshotPath.check(path));
        assertThat(fault).isNotNull();
        assertThat(fault.status()).isEqualTo(400);
        assertThat(fault.getMessage()).doesNotContain("\n", "\u0000");
    }
}
