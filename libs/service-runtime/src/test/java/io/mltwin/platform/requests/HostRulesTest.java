package io.mltwin.platform.requests;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HostRulesTest {

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "kv1.vault.mltwin.localhost, kv1",
                ".vault.mltwin.localhost, -",
                "vault.mltwin.localhost, -",
                "a.b.vault.mltwin.localhost, -",
                "a/b.vault.mltwin.localhost, -",
                "kv1.vault.mltwin.localhost.evil, -",
            })
    void onlyOneLabelBeforeTheSuffixCounts(String host, String label) {
        assertThat(HostRules.label(host, ".vault.mltwin.localhost")).isEqualTo(label);
    }

    @ParameterizedTest
    @CsvSource({
        "/_mltwin, true",
        "/_mltwin/clock, true",
        "/_MLTWIN/clock, true",
        "/_mltwinx, false",
        "/q/health, true",
        "/queue, false"
    })
    void platformPathsAreWholeSegments(String path, boolean expected) {
        assertThat(HostRules.isPlatformPath(path)).isEqualTo(expected);
    }
}
