package io.mltwin.console.assets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mltwin.console.assets.Assets.Asset;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The files of the pages. */
class AssetsTest {

    private static final int SCRIPTS_BYTES = 60 * 1024;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "icon.svg",
                "console.css",
                "console.js",
                "charts.js",
                "runs.js",
                "kql.js",
                "flow.css",
                "flow.js",
                "htmx.js",
                "sse.js",
                "uplot.js",
                "uplot.css"
            })
    void aFileIsFoundByItsHashedNameOnly(String name) {
        Asset asset = Assets.named(name);

        assertThat(asset.hashedName()).matches("[a-z]+\\.[0-9a-f]{16}\\.(css|js|svg)");
        assertThat(Assets.hashed(asset.hashedName())).contains(asset);
        assertThat(Assets.hashed(name)).isEmpty();
        assertThat(Assets.hashed(asset.hashedName().replaceFirst("\\.[0-9a-f]", ".z")))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "..", "a.b.c", "../console.css", "secret.0000.properties"})
    void nothingElseIsFound(String name) {
        assertThat(Assets.hashed(name)).isEmpty();
        assertThatThrownBy(() -> Assets.named(name)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void allScriptsTogetherAreAtMostSixtyKilobytesCompressed() {
        int size = Stream.of("console.js", "charts.js", "runs.js", "kql.js", "flow.js", "htmx.js", "sse.js", "uplot.js")
                .mapToInt(name -> Assets.named(name).compressed().length)
                .sum();

        assertThat(size).isLessThanOrEqualTo(SCRIPTS_BYTES);
    }
}
