package io.mltwin.e2e.documents;

import static org.assertj.core.api.Assertions.assertThat;

import io.mltwin.e2e.platform.OnlyOn;
import io.mltwin.e2e.platform.Target;
import io.mltwin.local.layout.Checkout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Each rule of INVARIANTS.md is one line below a subject, stands once, and ends with the names of
 * tests that exist.
 */
@OnlyOn(value = Target.PROCESSES, because = "it reads what is written, and starts nothing")
class InvariantsTest {
    private static final Path ROOT = Checkout.find().root();
    private static final Pattern RULE = Pattern.compile("- ([A-Z`].*\\.) \\*Enforced by: (\\w+Test(?:, \\w+Test)*)\\*");

    @Test
    void everyLineIsASubjectOrARuleWithItsTests() throws IOException {
        assertThat(lines().skip(1))
                .filteredOn(line -> !line.isBlank() && !line.startsWith("Rules that must always hold"))
                .allMatch(line -> line.startsWith("## ") || RULE.matcher(line).matches());
    }

    @Test
    void noRuleStandsTwice() throws IOException {
        assertThat(rules().map(rule -> rule.group(1))).doesNotHaveDuplicates();
    }

    @Test
    void theTestsExist() throws IOException {
        List<String> named = rules().flatMap(rule -> Arrays.stream(rule.group(2).split(", ")))
                .distinct()
                .toList();

        assertThat(named).isNotEmpty();
        assertThat(tests()).containsAll(named);
    }

    private static Stream<Matcher> rules() throws IOException {
        return lines().map(RULE::matcher).filter(Matcher::matches);
    }

    private static Stream<String> lines() throws IOException {
        return Files.readAllLines(ROOT.resolve("INVARIANTS.md")).stream();
    }

    private static Set<String> tests() throws IOException {
        try (Stream<Path> files = Files.walk(ROOT)) {
            return files.filter(path -> path.toString().matches(".*/src/(test|clients)/java/.*Test\\.java"))
                    .map(path -> path.getFileName().toString().replace(".java", ""))
                    .collect(Collectors.toSet());
        }
    }
}
