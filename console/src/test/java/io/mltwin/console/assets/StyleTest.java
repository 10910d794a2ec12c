package io.mltwin.console.assets;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The classes of the style sheets are those of the templates: none is left over on either side. */
class StyleTest {

    private static final Pattern RULE = Pattern.compile("\\{[^{}]*}");
    private static final Pattern CLASS = Pattern.compile("\\.([A-Za-z][\\w-]*)");
    private static final Pattern EXPRESSION = Pattern.compile("\\{[^{}]*}");
    private static final Pattern ATTRIBUTE = Pattern.compile("class=\"((?:[^\"{}]|\\{[^{}]*})*)\"");
    private static final Pattern WORD = Pattern.compile("[A-Za-z][\\w-]*");

    @Test
    void aTemplateHasEachClassOfTheStyleSheets() throws IOException {
        assertThat(attributes(true)).containsAll(styled());
    }

    /** A class without a rule may be what a script finds an element by. */
    @Test
    void eachClassOfATemplateHasARuleOrAScript() throws IOException {
        Set<String> left = attributes(false);
        left.removeAll(styled());

        assertThat(selectors()).containsAll(left);
    }

    private static Set<String> styled() {
        String rules = text("console.css") + text("flow.css");
        return found(CLASS, rules.replaceAll("(?s)/\\*.*?\\*/", "").replaceAll(RULE.pattern(), ""));
    }

    private static Set<String> selectors() {
        return found(
                CLASS,
                Stream.of("console.js", "charts.js", "runs.js", "kql.js", "flow.js")
                        .map(StyleTest::text)
                        .reduce("", String::concat));
    }

    private static String text(String file) {
        return new String(Assets.named(file).content(), StandardCharsets.UTF_8);
    }

    /**
     * @param conditional whether words inside expressions count, which are classes there only if a
     *     condition holds
     */
    private static Set<String> attributes(boolean conditional) throws IOException {
        Set<String> classes = new TreeSet<>();
        try (Stream<Path> files = Files.walk(Path.of("src/main/resources/templates"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Matcher attribute = ATTRIBUTE.matcher(Files.readString(file));
                while (attribute.find()) {
                    String value = attribute.group(1);
                    classes.addAll(found(WORD, conditional ? value : value.replaceAll(EXPRESSION.pattern(), " ")));
                }
            }
        }
        return classes;
    }

    private static Set<String> found(Pattern pattern, String text) {
        Set<String> found = new TreeSet<>();
        Matcher matcher = pattern.matcher(text);
        while (matcher.find()) {
            found.add(matcher.group(matcher.groupCount()));
        }
        return found;
    }
}
