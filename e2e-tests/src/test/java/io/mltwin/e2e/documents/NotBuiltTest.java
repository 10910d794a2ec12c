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
 * docs/fidelity.md lists whatever the code answers 501 to. The list is read from the code, from the
 * tables of rules and the other refusals: a new 501 fails this test until the list is taken over from
 * target/not-built.md, which {@code -Dmltwin.write-documents=true} does.
 */
@OnlyOn(value = Target.PROCESSES, because = "it reads what is written, and starts nothing")
class NotBuiltTest {

    private static final Path ROOT = Checkout.find().root();
    private static final String SECTION = "## What answers 501\n";

    /** A call that refuses, and no declaration of a method that does. */
    private static final Pattern REFUSAL =
            Pattern.compile("(?<!Exception |ResourceType |Builder |boolean |void |Rules<T> )"
                    + "(?<!\\)\\s{0,60}\\.)"
                    + "\\b(?:\\w*[nN]otBuilt(If)?|notEnforced|unsupported(If)?|requireDefault)\\(");

    /** A row of a table of rules, which continues the table. */
    private static final Pattern ROW = Pattern.compile(
            "\\)\\s*\\.(refuseIf(?:Asked|Given)|notBuilt(?:IfAsked|But|For)?|settingNotBuilt(?:IfAsked|But|For)?)\\(");

    private static final Pattern CONSTANT =
            Pattern.compile("String ([A-Z_]+) =\\s*(\"(?:[^\"\\\\]|\\\\.)*\"(?:\\s*\\+ \"(?:[^\"\\\\]|\\\\.)*\")*);");

    private static final Pattern NAME_OR_TEXT =
            Pattern.compile("\"[^\"\\\\]*+(?:\\\\.[^\"\\\\]*+)*+\"|(?<![.\\w])[A-Z_]+\\b(?! =)");

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

        Path fidelity = ROOT.resolve("docs/fidelity.md");
        String document = Files.readString(fidelity);
        int start = document.indexOf(SECTION);
        int end = document.indexOf("\n## ", start);
        String rows = document.substring(start, end)
                .lines()
                .filter(line -> line.startsWith("| `"))
                .collect(Collectors.joining("\n"));
        if (Boolean.getBoolean("mltwin.write-documents")) {
            Files.writeString(fidelity, document.replace(rows, expected));
        }

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
                "static AzureException notBuilt(String what) { | ``",
                "of(a).notBuilt(\"The property '%s'\", \"a.host\", \"zone\"); | The property 'host', 'zone'",
                "of(a)  .notBuiltIfAsked(\"%s of a disk\", \"encrypted\"); | encrypted of a disk",
                "of(a).notBuiltBut(\"The mode '%s'\", \"mode\", \"On\"); | The mode '…'",
                "of(a).notBuiltFor(\"The mode '%s'\", \"mode\", \"On\", \"Off\"); | The mode 'On', 'Off'",
                "of(a).settingNotBuilt(\"nothing reads it\", \"Leave it out.\", \"a.b\", \"c\"); | a.b, c: nothing reads it",
                "of(a).settingNotBuiltFor(\"a.b\", \"nothing reads it\", \"Give y.\", \"x\"); | a.b: nothing reads it",
                "String WHY = \"it is \" + \"slow\"; of(a).settingNotBuiltBut(A + \".b\", WHY, \"Give y.\", \"y\"); | ….b: it is slow",
                "of(a).refuseIfAsked(name -> notEnforced(name, \"No.\"), \"a\", \"b\"); | a, b",
                "of(a).refuseIfGiven(A::notBuilt, \"a.b\"); | a.b",
                "ResourceType.named(a).notBuilt(Verb.POST); | ``"
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

    private static List<String> refusals(String source) {
        String code = withConstants(source);
        List<String> found = new ArrayList<>();
        Matcher refusal = REFUSAL.matcher(code);
        while (refusal.find()) {
            boolean isConditional = refusal.group(1) != null || refusal.group(2) != null;
            found.add(text(argument(code, refusal.end(), isConditional ? 1 : 0)));
        }
        Matcher row = ROW.matcher(code);
        while (row.find()) {
            found.add(row(row.group(1), arguments(code, row.end())));
        }
        return found.stream().filter(what -> !what.matches("[…., ]*")).toList();
    }

    /** Puts the texts of a class's constants in place of their names. */
    private static String withConstants(String source) {
        Map<String, String> texts = new TreeMap<>();
        Matcher constant = CONSTANT.matcher(source);
        while (constant.find()) {
            texts.put(constant.group(1), constant.group(2));
        }
        return NAME_OR_TEXT
                .matcher(source)
                .replaceAll(found -> Matcher.quoteReplacement(texts.getOrDefault(found.group(), found.group())));
    }

    /** What a row of a table refuses, and why. */
    private static String row(String kind, List<String> arguments) {
        String what = arguments.get(0);
        return switch (kind) {
            case "notBuiltBut" -> what;
            case "notBuiltFor" -> filled(what, arguments.stream().skip(2));
            case "settingNotBuiltBut", "settingNotBuiltFor" -> what + ": " + arguments.get(1);
            case "settingNotBuilt", "settingNotBuiltIfAsked" ->
                filled("…", arguments.stream().skip(2)) + ": " + what;
            case "refuseIfAsked", "refuseIfGiven" ->
                filled("…", arguments.stream().skip(1));
            default -> filled(what, arguments.stream().skip(1).map(path -> path.substring(path.lastIndexOf('.') + 1)));
        };
    }

    private static String filled(String what, Stream<String> names) {
        List<String> all = names.toList();
        return all.isEmpty() ? "" : what.replace("…", String.join(what.contains("'…'") ? "', '" : ", ", all));
    }

    private static List<String> arguments(String code, int start) {
        List<String> arguments = new ArrayList<>();
        for (String argument = argument(code, start, 0);
                !argument.isBlank();
                argument = argument(code, start, arguments.size())) {
            arguments.add(text(argument));
        }
        return arguments;
    }

    /** An argument, up to a comma or the end, without what stands in inner brackets; empty when there is none. */
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
        return place > 0 ? "" : argument.toString();
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
