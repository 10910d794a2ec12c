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
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The text of an error is a template that is written where the error is made, with one {@code %s}
 * for each argument. A text of a request is an argument, never a template.
 */
@OnlyOn(value = Target.PROCESSES, because = "it reads what is written, and starts nothing")
class ErrorTemplatesTest {

    private static final Path ROOT = Checkout.find().root();

    /** A method, or the constructor of AzureException, that takes a template and its arguments. */
    private static final Pattern DECLARATION =
            Pattern.compile("(\\w+)\\(((?:[^()]*, )?)String (?:\\w+), Object\\.\\.\\. arguments\\)");

    private static final Pattern TEXT =
            Pattern.compile("\\s*\"(?:[^\"\\\\]|\\\\.)*\"(?:\\s*\\+\\s*\"(?:[^\"\\\\]|\\\\.)*\")*\\s*");

    /** A call of a class's own method, and no row that continues a table of rules. */
    private static final Pattern CALL = Pattern.compile("(?<!\\)\\s{0,60}\\.)(?:\\b(\\w+)\\.)?\\b(\\w+)\\(");

    private static final Map<String, Set<Integer>> TEMPLATES =
            Map.of("Errors.bad", Set.of(1), "Errors.worse", Set.of(0), "AzureException.AzureException", Set.of(2));

    @Test
    void eachTemplateHasItsArguments() throws IOException {
        Map<Path, String> sources = new TreeMap<>();
        try (Stream<Path> files = Files.walk(ROOT)) {
            for (Path file : files.filter(path -> path.toString().matches(".*/src/main/java/.*\\.java"))
                    .toList()) {
                sources.put(file, Files.readString(file));
            }
        }
        Map<String, Set<Integer>> places = new TreeMap<>();
        sources.forEach((file, code) -> places.putAll(places(name(file), code)));

        List<String> wrong = new ArrayList<>();
        sources.forEach((file, code) ->
                wrong(name(file), code, places).forEach(call -> wrong.add(ROOT.relativize(file) + ": " + call)));

        assertThat(places)
                .containsKeys(
                        "AzureException.AzureException",
                        "AzureException.notBuilt",
                        "ArmErrors.invalidRequestContentIf");
        assertThat(wrong).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "bad(400, \"It is 100% wrong\") | true",
                "bad(400, \"The run '%s' is 100%% wrong\", run.name(of, it)) | true",
                "bad(400, \"The run '%s'\" + \" of %s\", run, experiment) | true",
                "bad(400, why) | true",
                "bad(400, \"The run '%s' of %s\", run) | false",
                "bad(400, \"The run '%s'\", run, experiment) | false",
                "bad(400, \"The run '%s' is 100% wrong\", run) | false",
                "bad(400, \"%d runs\", count) | false",
                "bad(400, \"The run '%s'\") | false",
                "bad(400, \"The run \" + name + \" of %s\", experiment) | false",
                "bad(400, template, experiment) | false",
                "Errors.bad(400, template, experiment) | false",
                "Others.bad(400, template, experiment) | true",
                "import static a.Errors.worse; worse(template, experiment) | false",
                "import static a.Others.worse; worse(template, experiment) | true",
                "new AzureException(400, code, template, experiment) | false",
                "rules() .bad(\"%s\", \"The run '%s'\") | true"
            })
    void aTemplateIsComparedWithItsArguments(String code, boolean right) {
        assertThat(wrong("Errors", code, TEMPLATES).isEmpty()).isEqualTo(right);
    }

    private static String name(Path file) {
        return file.getFileName().toString().replace(".java", "");
    }

    /** The places of the templates among the parameters, by class and method. */
    private static Map<String, Set<Integer>> places(String type, String code) {
        Map<String, Set<Integer>> places = new TreeMap<>();
        Matcher declaration = DECLARATION.matcher(code);
        while (declaration.find()) {
            int before = declaration.group(2).split(",", -1).length - 1;
            places.computeIfAbsent(type + "." + declaration.group(1), name -> new TreeSet<>())
                    .add(before);
        }
        return places;
    }

    private static List<String> wrong(String type, String code, Map<String, Set<Integer>> places) {
        List<String> wrong = new ArrayList<>();
        Matcher call = CALL.matcher(code);
        while (call.find()) {
            Set<Integer> templates = places.get(owner(type, call, code) + "." + call.group(2));
            if (templates != null) {
                List<String> arguments = arguments(code, call.end());
                boolean declares = arguments.stream().anyMatch(one -> one.contains("Object..."));
                boolean passesOn = arguments.get(arguments.size() - 1).strip().equals("arguments");
                if (!declares && !passesOn && templates.stream().noneMatch(place -> isRight(arguments, place))) {
                    wrong.add(call.group(2) + "(" + String.join(",", arguments) + ")");
                }
            }
        }
        return wrong;
    }

    /** The class whose method is called: the one that is named, imported from, or this one. */
    private static String owner(String type, Matcher call, String code) {
        if (call.group(1) != null) {
            return call.group(1);
        }
        if (call.group(2).equals("AzureException")) {
            return call.group(2);
        }
        Matcher imported = Pattern.compile("import static [\\w.]+?(\\w+)\\." + call.group(2) + ";")
                .matcher(code);
        return imported.find() ? imported.group(1) : type;
    }

    private static boolean isRight(List<String> arguments, int place) {
        int given = arguments.size() - place - 1;
        if (given < 0) {
            return true;
        }
        String template = arguments.get(place);
        if (given == 0) {
            return !TEXT.matcher(template).matches() || !template.contains("%s");
        }
        int asked = template.split("%s", -1).length - 1;
        return TEXT.matcher(template).matches()
                && asked == given
                && !template.replace("%s", "").replace("%%", "").contains("%");
    }

    /** The arguments from here to the bracket that ends them. */
    private static List<String> arguments(String code, int start) {
        List<String> arguments = new ArrayList<>();
        int depth = 0;
        int from = start;
        char quote = 0;
        for (int i = start; i < code.length(); i++) {
            char sign = code.charAt(i);
            if (quote != 0) {
                i += sign == '\\' ? 1 : 0;
                quote = sign == quote ? 0 : quote;
            } else if (sign == '"' || sign == '\'') {
                quote = sign;
            } else if (depth == 0 && (sign == ',' || sign == ')')) {
                arguments.add(code.substring(from, i));
                from = i + 1;
                if (sign == ')') {
                    break;
                }
            } else {
                depth += sign == '(' || sign == '{' ? 1 : sign == ')' || sign == '}' ? -1 : 0;
            }
        }
        return arguments;
    }
}
