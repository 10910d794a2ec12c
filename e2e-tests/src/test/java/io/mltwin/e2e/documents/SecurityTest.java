package io.mltwin.e2e.documents;

import static org.assertj.core.api.Assertions.assertThat;

import io.mltwin.e2e.platform.OnlyOn;
import io.mltwin.e2e.platform.Target;
import io.mltwin.local.layout.Checkout;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Each statement of SECURITY.md has its tests in security-tests.txt, by its first words; what says
 * that something is open has none, and says so.
 */
@OnlyOn(value = Target.PROCESSES, because = "it reads what is written, and starts nothing")
class SecurityTest {

    private static final Path ROOT = Checkout.find().root();
    private static final String OPEN = "- says what is open";

    private record Line(String words, String tests) {}

    @Test
    void eachStatementHasItsTests() throws IOException {
        List<Line> lines = lines();
        List<String> statements = statements();

        assertThat(statements)
                .filteredOn(said -> lines.stream()
                                .filter(line -> said.startsWith(line.words()))
                                .count()
                        != 1)
                .as("statements without a line of their own")
                .isEmpty();
        assertThat(lines)
                .filteredOn(line -> statements.stream().noneMatch(one -> one.startsWith(line.words())))
                .as("lines without a statement")
                .isEmpty();
    }

    @Test
    void theTestsExist() throws IOException {
        try (Stream<Path> files = Files.walk(ROOT)) {
            Set<String> tests = files.map(Path::toString)
                    .filter(path -> path.matches(".*/src/(test|clients)/java/.*Test\\.java"))
                    .map(path -> path.replaceAll(".*/|\\.java", ""))
                    .collect(Collectors.toSet());

            assertThat(lines())
                    .filteredOn(line -> !line.tests().equals(OPEN))
                    .allSatisfy(line -> assertThat(tests)
                            .containsAll(Arrays.asList(line.tests().split(", "))));
        }
    }

    /** The points and the rows of tables, each with its continuation. */
    private static List<String> statements() throws IOException {
        List<String> statements = new ArrayList<>();
        for (String line : Files.readAllLines(ROOT.resolve("SECURITY.md"))) {
            if (line.startsWith("- ")) {
                statements.add(line.substring(2));
            } else if (line.startsWith("| ") && !line.startsWith("| |")) {
                statements.add(line);
            }
        }
        return statements;
    }

    private static List<Line> lines() throws IOException {
        try (InputStream lines = SecurityTest.class.getResourceAsStream("/security-tests.txt")) {
            return new String(lines.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .map(line -> new Line(
                            line.substring(0, line.lastIndexOf(" | ")), line.substring(line.lastIndexOf(" | ") + 3)))
                    .toList();
        }
    }
}
