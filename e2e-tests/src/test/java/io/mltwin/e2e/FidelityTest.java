package io.mltwin.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.mltwin.local.layout.Checkout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** docs/fidelity.md says of every statement whether it holds, and names tests that exist. */
@OnlyOn(value = Target.PROCESSES, because = "it reads what is written, and starts nothing")
class FidelityTest {
    private static final int STATEMENTS = 279;
    private static final Pattern ROW =
            Pattern.compile(
                    "\\| ([A-Z]{3}-\\d+) \\| (.*) \\| (done|partly|absent) \\| (.*?) \\| (.*?) ?\\|");
    private static final Path ROOT = Checkout.find().root();

    private record Row(String id, String status, String test, String remark) {}

    @Test
    void everyStatementIsListedOnceWithAStatus() throws IOException {
        assertThat(rows()).hasSize(STATEMENTS).extracting(Row::id).doesNotHaveDuplicates();
    }

    @Test
    void whatIsDoneOrPartlyNamesATestThatExists() throws IOException {
        Map<String, String> sources = testSources();
        List<String> wrong = new ArrayList<>();
        for (Row row : rows()) {
            if (row.status().equals("absent")) {
                continue;
            }
            String[] name = row.test().replace("`", "").split("\\.");
            String source = sources.get(name[0]);
            if (source == null || name.length > 1 && !source.contains(" " + name[1] + "(")) {
                wrong.add(row.id() + ": " + row.test());
            }
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    void whatIsPartlySaysWhatIsNot() throws IOException {
        assertThat(rows())
                .filteredOn(row -> row.status().equals("partly"))
                .allSatisfy(row -> assertThat(row.remark()).as(row.id()).isNotBlank());
    }

    @Test
    void everyDeviationOfTheSourcesIsListedAndNoOther() throws IOException {
        List<String> inSources = new ArrayList<>();
        try (Stream<Path> files = Files.walk(ROOT)) {
            for (Path file :
                    files.filter(
                                    path ->
                                            path.toString().contains("/src/main/java/")
                                                    && path.toString().endsWith(".java"))
                            .toList()) {
                Matcher deviation = Pattern.compile("Deviation: ").matcher(Files.readString(file));
                while (deviation.find()) {
                    inSources.add(file.getFileName().toString().replace(".java", ""));
                }
            }
        }
        String document = Files.readString(ROOT.resolve("docs/fidelity.md"));
        List<String> listed =
                Pattern.compile("(?m)^\\| `(\\w+)` \\|")
                        .matcher(document.substring(document.indexOf("## Deviations")))
                        .results()
                        .map(row -> row.group(1))
                        .toList();

        assertThat(listed).containsExactlyInAnyOrderElementsOf(inSources);
    }

    private static List<Row> rows() throws IOException {
        List<Row> rows = new ArrayList<>();
        for (String line : Files.readAllLines(ROOT.resolve("docs/fidelity.md"))) {
            Matcher row = ROW.matcher(line);
            if (row.matches()) {
                rows.add(new Row(row.group(1), row.group(3), row.group(4), row.group(5)));
            }
        }
        return rows;
    }

    private static Map<String, String> testSources() throws IOException {
        Map<String, String> sources = new HashMap<>();
        try (Stream<Path> files = Files.walk(ROOT)) {
            for (Path file :
                    files.filter(
                                    path ->
                                            path.toString().contains("/src/test/java/")
                                                    && path.toString().endsWith("Test.java"))
                            .toList()) {
                sources.put(
                        file.getFileName().toString().replace(".java", ""), Files.readString(file));
            }
        }
        return sources;
    }
}
