package io.mltwin.e2e.documents;

import static org.assertj.core.api.Assertions.assertThat;

import io.mltwin.e2e.platform.OnlyOn;
import io.mltwin.e2e.platform.Target;
import io.mltwin.local.layout.Checkout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * docs/fidelity.md lists whatever the code answers 501 to. The list is read from the code: a new
 * 501 fails this test until the list is taken over from target/not-built.md.
 */
@OnlyOn(value = Target.PROCESSES, because = "it reads what is written, and starts nothing")
class NotBuiltTest {

    private static final Path ROOT = Checkout.find().root();
    private static final String SECTION = "## What answers 501\n";

    /** A call that refuses, and no declaration of a method that does. */
    private static final Pattern REFUSAL = Pattern.compile("(?<!Exception |ResourceType |Builder |boolean |void )"
            + "\\b(?:\\w*[nN]otBuilt(If)?|notEnforced|unsupported(If)?|requireDefault)\\(");

    private static final Pattern STATUS = Pattern.compile("(?m)(^\\s*|\\()501,");

    /** The classes that make an answer with the status, to which the calls above lead. */
    private static final List<String> MAKERS = List.of(
            "AzureException", "ComponentErrors", "DataErrors", "DatabricksErrors", "IngestService", "StorageErrors");

    private static final Pattern TEXT = Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*)\"|([^\"+]+)");

    @Test
    void eachRefusalOfTheCodeIsListed() throws IOException {
        String expected = table();
        Files.writeString(
                Files.createDirectories(ROOT.resolve("e2e-tests/target")).resolve("not-built.md"), expected);

        String document = Files.readString(ROOT.resolve("docs/fidelity.md"));
        int start = document.indexOf(SECTION);
        int end = document.indexOf("\n## ", start);
        String rows = document.substring(start, end)
                .lines()
                .filter(line -> line.startsWith("| `"))
                .collect(Collectors.joining("\n"));

        assertThat(rows).isEqualTo(expected);
    }

    @Test
    void noOtherClassAnswers501() throws IOException {
        try (Stream<Path> files = sources()) {
            List<String> makers = new ArrayList<>();
            for (Path file : files.toList()) {
                if (STATUS.matcher(Files.readString(file)).find()) {
                    makers.add(name(file));
                }
            }
            assertThat(makers).containsExactlyInAnyOrderElementsOf(MAKERS);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "throw AzureException.notBuilt(\"A run on several nodes\"); | A run on several nodes",
                "notBuilt(\"properties.a '\" + mode + \"'\") | properties.a '…'",
                "x.settingNotBuilt(path + \".r\", \"R (the language) is not run\", \"No.\") | ….r",
                "notBuilt(\"properties.a '%s' of %s\", mode, name) | properties.a '…' of …",
                "notBuiltIf(of(body, 1) > 1, \"A run on several nodes\"); | A run on several nodes",
                "unsupportedIf(isB && c, \"%s.b\", path) | ….b",
                "notBuilt(disk.path(\"option\").asText() + \" of a disk\") | … of a disk",
                "static AzureException notBuilt(String what) { | ``"
            })
    void aRefusalIsFoundAsItIsWritten(String code, String text) {
        assertThat(String.join("; ", refusals(code))).isEqualTo(text);
    }

    private static String table() throws IOException {
        Map<String, String> rows = new TreeMap<>();
        try (Stream<Path> files = sources()) {
            for (Path file : files.toList()) {
                List<String> found = refusals(Files.readString(file));
                if (!found.isEmpty()) {
                    String module = ROOT.relativize(file).toString().replaceFirst("/src/main/java/.*", "");
                    rows.put(
                            module + " " + file,
                            "| `%s` | %s | %s |"
                                    .formatted(
                                            name(file),
                                            module,
                                            String.join("; ", new TreeSet<>(found))
                                                    .replace("|", "\\|")));
                }
            }
        }
        return String.join("\n", rows.values());
    }

    private static Stream<Path> sources() throws IOException {
        return Files.walk(ROOT)
                .filter(path -> path.toString().matches(".*/src/main/java/.*\\.java"))
                .filter(path -> !path.toString().contains("/libs/test-kit/"));
    }

    private static String name(Path file) {
        return file.getFileName().toString().replace(".java", "");
    }

    private static List<String> refusals(String code) {
        List<String> found = new ArrayList<>();
        Matcher refusal = REFUSAL.matcher(code);
        while (refusal.find()) {
            boolean isConditional = refusal.group(1) != null || refusal.group(2) != null;
            String what = text(argument(code, refusal.end(), isConditional ? 1 : 0));
            if (!what.matches("[….]*")) {
                found.add(what);
            }
        }
        return found;
    }

    /** An argument, up to a comma or the end, without what stands in inner brackets. */
    private static String argument(String code, int start, int place) {
        StringBuilder argument = new StringBuilder();
        int depth = 0;
        boolean inText = false;
        for (int i = start; i < code.length(); i++) {
            char sign = code.charAt(i);
            if (!inText && sign == ',' && depth == 0 && place-- > 0) {
                argument.setLength(0);
                continue;
            }
            if (!inText && (sign == ',' && depth == 0 || sign == ')' && depth-- == 0)) {
                break;
            }
            inText = sign == '"' ? !inText : inText;
            depth += !inText && sign == '(' ? 1 : 0;
            if (depth == 0) {
                argument.append(sign);
            }
            if (sign == '\\') {
                argument.append(code.charAt(++i));
            }
        }
        return argument.toString();
    }

    private static String text(String argument) {
        StringBuilder text = new StringBuilder();
        Matcher part = TEXT.matcher(argument);
        boolean isVariable = false;
        while (part.find()) {
            if (part.group(1) != null) {
                text.append(part.group(1).replace("%s", "…").replace("%%", "%"));
                isVariable = false;
            } else if (!part.group(2).isBlank() && !isVariable) {
                text.append('…');
                isVariable = true;
            }
        }
        return text.toString().strip();
    }
}
