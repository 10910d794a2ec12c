package io.mltwin.e2e.documents;

import static org.assertj.core.api.Assertions.assertThat;

import io.mltwin.e2e.platform.Disturbing;
import io.mltwin.e2e.platform.OnlyOn;
import io.mltwin.e2e.platform.Part;
import io.mltwin.e2e.platform.Parts;
import io.mltwin.e2e.platform.Target;
import io.mltwin.e2e.platform.TestPlatform;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * docs/first-hour.md is true: its commands are run as they stand, in one shell, and each shows the
 * lines that the page says one sees.
 */
@OnlyOn(value = Target.PROCESSES, because = "its page is about the command that starts processes")
@TestInstance(Lifecycle.PER_CLASS)
@Disturbing("its page kills parts and moves the clock")
class FirstHourTest {
    private static final TestPlatform PLATFORM = TestPlatform.disturbed();
    private static final Path CHECKOUT = Path.of(System.getProperty("mltwin.checkout"));
    private static final Pattern BLOCK = Pattern.compile(
            "^### (?<title>.*?)$|^```(?<kind>bash|text)\\n(?<content>.*?)^```$", Pattern.MULTILINE | Pattern.DOTALL);
    private static final Duration PATIENCE = Duration.ofMinutes(4);
    private static final String MARK = "=== first hour, step ";

    @TempDir
    static Path folder;

    private List<String> outputs;

    /** Commands of the page, and the lines they show. */
    private record Step(String title, String commands, List<String> seen) {
        @Override
        public String toString() {
            return title;
        }
    }

    static List<Step> steps() throws IOException {
        Matcher blocks = BLOCK.matcher(Files.readString(CHECKOUT.resolve("docs/first-hour.md")));
        List<Step> steps = new ArrayList<>();
        String title = "";
        String commands = null;
        while (blocks.find()) {
            if (blocks.group("title") != null) {
                title = blocks.group("title");
            } else if (blocks.group("kind").equals("bash")) {
                assertThat(commands)
                        .as("commands without what one sees: " + title)
                        .isNull();
                commands = blocks.group("content");
            } else {
                assertThat(commands)
                        .as("what one sees without commands: " + title)
                        .isNotNull();
                steps.add(new Step(
                        title, commands, blocks.group("content").lines().toList()));
                commands = null;
            }
        }
        assertThat(commands).as("commands without what one sees: " + title).isNull();
        return steps;
    }

    static Stream<Integer> numbers() throws IOException {
        return IntStream.range(0, steps().size()).boxed();
    }

    @BeforeAll
    void runThePage() throws Exception {
        PLATFORM.flows();
        Path script = folder.resolve("first-hour.sh");
        List<Step> steps = steps();
        String text = IntStream.range(0, steps.size())
                .mapToObj(i -> "echo '" + MARK + i + "'\n" + steps.get(i).commands())
                .collect(Collectors.joining("\n"));
        Files.writeString(script, text);
        Path output = folder.resolve("output");
        ProcessBuilder bash = new ProcessBuilder("bash", script.toString())
                .directory(CHECKOUT.toFile())
                .redirectInput(Path.of("/dev/null").toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        bash.environment()
                .putAll(Map.of(
                        "MLTWIN_DATA", PLATFORM.platform().folder().root().toString(), "MLTWIN_NO_BUILD", "1"));
        Process running = bash.start();
        boolean ended = running.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        running.descendants().forEach(ProcessHandle::destroyForcibly);
        running.destroyForcibly();
        assertThat(ended).as(Files.readString(output)).isTrue();
        outputs = outputs(Files.readString(output), steps.size());
        new Parts(PLATFORM).awaitBack(Part.KAFKA);
    }

    private static List<String> outputs(String all, int steps) {
        String[] parts = all.split(Pattern.quote(MARK));
        assertThat(parts).hasSize(steps + 1);
        return Arrays.stream(parts)
                .skip(1)
                .map(part -> part.replaceFirst(".*\n", ""))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("numbers")
    void oneSeesWhatThePageSays(int number) throws IOException {
        Step step = steps().get(number);
        List<String> lines = outputs.get(number).lines().toList();
        int from = 0;
        for (String expected : step.seen()) {
            Pattern pattern = pattern(expected);
            int at = from;
            while (at < lines.size() && !pattern.matcher(lines.get(at)).matches()) {
                at++;
            }
            assertThat(at)
                    .as(step + " shows '" + expected + "' in\n" + outputs.get(number))
                    .isLessThan(lines.size());
            from = at + 1;
        }
    }

    /** {@code …} is anything; blanks are any blanks, and may end the line. */
    private static Pattern pattern(String expected) {
        String pattern = Arrays.stream(expected.split("…", -1))
                .map(text ->
                        Arrays.stream(text.split(" +", -1)).map(Pattern::quote).collect(Collectors.joining("\\s+")))
                .collect(Collectors.joining(".*"));
        return Pattern.compile(pattern + "\\s*");
    }

    @Test
    void thereAreFiveToRunAndFiveToBreak() throws IOException {
        List<String> titles = steps().stream().map(Step::title).distinct().toList();

        assertThat(titles).hasSize(10);
        assertThat(titles.stream().map(title -> title.substring(0, 2)))
                .containsExactly("1.", "2.", "3.", "4.", "5.", "1.", "2.", "3.", "4.", "5.");
    }
}
