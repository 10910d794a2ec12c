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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** docs/fidelity.md says of every statement whether it holds, and names tests that exist. */
@OnlyOn(value = Target.PROCESSES, because = "it reads what is written, and starts nothing")
class FidelityTest {
    private static final Path ROOT = Checkout.find().root();
    private static final List<String> COLUMNS =
            List.of("row", "the document says", "behaviour", "asked for", "expected", "status", "test", "remark");
    private static final Pattern ROW = Pattern.compile("\\| [A-Z]{3}-\\d+ \\|.*");
    private static final Pattern TEST = Pattern.compile("`(\\w+Test)(?:\\.(\\w+))?`");

    private static final Pattern DEVIATION = Pattern.compile("\\bDeviation:\\s");

    private record Row(String id, List<String> texts, String status, String test, String remark) {
        static Row of(List<String> cells) {
            return new Row(cells.get(0), cells.subList(1, 5), cells.get(5), cells.get(6), cells.get(7));
        }
    }

    @Test
    void everyStatementIsListedOnceInOrder() throws IOException {
        assertThat(rows()).extracting(Row::id).containsExactlyElementsOf(statements());
    }

    @Test
    void everyTableHasTheColumnsOfItsHeader() throws IOException {
        List<String> header = List.of();
        List<String> wrong = new ArrayList<>();
        for (String line : lines()) {
            if (!line.startsWith("|")) {
                header = List.of();
            } else if (header.isEmpty()) {
                header = cells(line);
            } else if (cells(line).size() != header.size() || ROW.matcher(line).matches() && !header.equals(COLUMNS)) {
                wrong.add(line);
            }
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    void everyRowSaysWhatItIsAbout() throws IOException {
        assertThat(rows()).allSatisfy(row -> {
            assertThat(row.texts()).as(row.id()).noneMatch(String::isBlank);
            assertThat(row.status()).as(row.id()).isIn(Set.of("done", "partly", "absent"));
        });
    }

    @Test
    void doneAndPartlyRowsNameAMethodOfATestThatExists() throws IOException {
        Map<String, String> sources = testSources();
        List<String> wrong = new ArrayList<>();
        for (Row row : rows()) {
            if (row.status().equals("absent")) {
                continue;
            }
            Matcher named = TEST.matcher(row.test());
            if (!named.matches() || named.group(2) == null || !isThere(named, sources)) {
                wrong.add(row.id() + ": " + row.test());
            }
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    void theTestsThatRemarksNameExist() throws IOException {
        Map<String, String> sources = testSources();
        List<String> wrong = new ArrayList<>();
        for (String line : lines()) {
            Matcher named = TEST.matcher(line);
            while (named.find()) {
                if (!isThere(named, sources)) {
                    wrong.add(named.group());
                }
            }
        }
        assertThat(wrong).isEmpty();
    }

    private static boolean isThere(Matcher named, Map<String, String> sources) {
        String source = sources.get(named.group(1));
        return source != null && (named.group(2) == null || source.contains(" void " + named.group(2) + "("));
    }

    @Test
    void partlyRowsSayWhatIsMissing() throws IOException {
        assertThat(rows())
                .filteredOn(row -> row.status().equals("partly"))
                .allSatisfy(row -> assertThat(row.remark()).as(row.id()).isNotBlank());
    }

    @ParameterizedTest
    @CsvSource({
        "' * <p>Deviation: nothing boots.', 1",
        "' * <p>Deviation:\n * nothing boots.', 1",
        "' * Here too, Deviation:\r\n     *     nothing boots. Deviation: nor stops.', 2",
        "' * A deviation of Azure, and Deviations of others.', 0"
    })
    void aDeviationCountsWhereverItsLineEnds(String javadoc, int times) {
        assertThat(DEVIATION.matcher(javadoc).results()).hasSize(times);
    }

    @Test
    void everyDeviationOfTheSourcesIsListedAndNoOther() throws IOException {
        List<String> inSources = new ArrayList<>();
        try (Stream<Path> files = Files.walk(ROOT)) {
            for (Path file : files.filter(path -> path.toString().contains("/src/main/java/")
                            && path.toString().endsWith(".java"))
                    .toList()) {
                Matcher deviation = DEVIATION.matcher(Files.readString(file));
                while (deviation.find()) {
                    inSources.add(file.getFileName().toString().replace(".java", ""));
                }
            }
        }
        String document = String.join("\n", lines());
        List<String> listed = Pattern.compile("(?m)^\\| `(\\w+)` \\|")
                .matcher(document.substring(document.indexOf("## Deviations")))
                .results()
                .map(row -> row.group(1))
                .toList();

        assertThat(listed).containsExactlyInAnyOrderElementsOf(inSources);
    }

    private static List<Row> rows() throws IOException {
        return lines().stream()
                .filter(line -> ROW.matcher(line).matches())
                .map(FidelityTest::cells)
                .filter(cells -> cells.size() == COLUMNS.size())
                .map(Row::of)
                .toList();
    }

    private static List<String> lines() throws IOException {
        return Files.readAllLines(ROOT.resolve("docs/fidelity.md"));
    }

    /** The cells of a line of a table: between pipes that no backslash stands before. */
    private static List<String> cells(String line) {
        String inner = line.strip().replaceAll("^\\||(?<!\\\\)\\|$", "");
        return Stream.of(inner.split("(?<!\\\\)\\|", -1)).map(String::strip).toList();
    }

    private static List<String> statements() throws IOException {
        try (InputStream rows = FidelityTest.class.getResourceAsStream("/fidelity-rows.txt")) {
            return new String(rows.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
        }
    }

    private static Map<String, String> testSources() throws IOException {
        Map<String, String> sources = new HashMap<>();
        try (Stream<Path> files = Files.walk(ROOT)) {
            for (Path file : files.filter(path -> path.toString().matches(".*/src/(test|clients)/java/.*"))
                    .filter(path -> path.toString().endsWith("Test.java"))
                    .toList()) {
                sources.put(file.getFileName().toString().replace(".java", ""), Files.readString(file));
            }
        }
        return sources;
    }
}
