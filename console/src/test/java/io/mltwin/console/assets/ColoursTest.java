package io.mltwin.console.assets;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The colours of the pages: each stands once, and can be read on what it stands on (WCAG AA). */
class ColoursTest {

    private static final String STYLE = new String(Assets.named("console.css").content(), StandardCharsets.UTF_8);
    private static final Pattern COLOUR =
            Pattern.compile("--([a-z-]+): light-dark\\(#([0-9a-f]{6}), #([0-9a-f]{6})\\);");

    @ParameterizedTest(name = "{0} on {1}")
    @CsvSource({
        "text, ground, 4.5",
        "text, raised, 4.5",
        "text, bad-ground, 4.5",
        "text, warn-ground, 4.5",
        "faint, ground, 4.5",
        "faint, raised, 4.5",
        "faint, bad-ground, 4.5",
        "accent, ground, 4.5",
        "accent, raised, 4.5",
        "accent, bad-ground, 4.5",
        "on-accent, accent, 4.5",
        "bad, ground, 4.5",
        "bad, bad-ground, 4.5",
        "good, ground, 4.5",
        "good, raised, 4.5",
        "focus, ground, 3",
        "focus, raised, 3"
    })
    void aColourCanBeReadOnWhatItStandsOn(String colour, String ground, double least) {
        Map<String, String[]> colours = colours();

        for (int scheme = 0; scheme < 2; scheme++) {
            assertThat(contrast(colours.get(colour)[scheme], colours.get(ground)[scheme]))
                    .as(scheme == 0 ? "light" : "dark")
                    .isGreaterThanOrEqualTo(least);
        }
    }

    @Test
    void eachColourStandsOnce() {
        Matcher definition = Pattern.compile("--([a-z-]+):").matcher(STYLE);
        int definitions = 0;
        while (definition.find()) {
            definitions++;
        }

        assertThat(colours()).hasSize(definitions);
    }

    private static Map<String, String[]> colours() {
        Map<String, String[]> colours = new HashMap<>();
        Matcher colour = COLOUR.matcher(STYLE);
        while (colour.find()) {
            colours.put(colour.group(1), new String[] {colour.group(2), colour.group(3)});
        }
        return colours;
    }

    private static double contrast(String one, String other) {
        double first = luminance(one);
        double second = luminance(other);
        return (Math.max(first, second) + 0.05) / (Math.min(first, second) + 0.05);
    }

    private static double luminance(String colour) {
        return 0.2126 * channel(colour, 0) + 0.7152 * channel(colour, 2) + 0.0722 * channel(colour, 4);
    }

    private static double channel(String colour, int at) {
        double value = Integer.parseInt(colour.substring(at, at + 2), 16) / 255.0;
        return value <= 0.04045 ? value / 12.92 : Math.pow((value + 0.055) / 1.055, 2.4);
    }
}
