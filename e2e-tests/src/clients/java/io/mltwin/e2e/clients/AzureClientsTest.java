package io.mltwin.e2e.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.mltwin.e2e.platform.OnlyOn;
import io.mltwin.e2e.platform.Target;
import io.mltwin.e2e.platform.TestPlatform;
import io.mltwin.local.azurecli.ClientVariables;
import io.mltwin.local.layout.Checkout;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.TestFactory;

/**
 * Azure's own command line and SDK for Python, and where node is installed its clients for Node,
 * unmodified: each line that {@code e2e-tests/clients/run.sh} prints is a test, with what the
 * client said where it failed.
 */
@OnlyOn(value = Target.PROCESSES, because = OnlyOn.SAME_CODE)
@Order(1)
class AzureClientsTest {
    private static final TestPlatform PLATFORM = TestPlatform.get();
    private static final Pattern STEP =
            Pattern.compile("(ok|FAILED) ((az|python|node)/[^:]+): (.*?)( \\([0-9.]+ s\\))?");

    /** A line of the script and what follows it. */
    private record Step(String verdict, String script, String name, List<String> told) {
        DynamicTest test(URI source) {
            return DynamicTest.dynamicTest(script + ": " + name, source, () -> {
                if (!verdict.equals("ok")) {
                    fail(String.join("\n", told));
                }
            });
        }
    }

    @TestFactory
    Stream<DynamicTest> theClientsCannotTell() throws Exception {
        Path script = Checkout.find().root().resolve("e2e-tests/clients/run.sh");
        List<Step> steps = new ArrayList<>();
        List<String> unread = new ArrayList<>();
        int exitCode = run(script, steps, unread);
        DynamicTest ended = DynamicTest.dynamicTest("run.sh ended well", script.toUri(), () -> {
            assertThat(exitCode).as(String.join("\n", unread)).isZero();
            assertThat(steps)
                    .extracting(Step::script)
                    .contains(
                            "az/groups",
                            "python/mlclient",
                            "python/endpoint_traffic",
                            "python/train_page",
                            "python/serve_page");
        });
        return Stream.concat(steps.stream().map(step -> step.test(script.toUri())), Stream.of(ended));
    }

    private static int run(Path script, List<Step> steps, List<String> unread)
            throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(script.toString()).redirectErrorStream(true);
        builder.environment().keySet().removeIf(name -> name.startsWith("AZURE_"));
        builder.environment().putAll(variables());
        Process process = builder.start();
        process.getOutputStream().close();
        try (var lines = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                System.out.println(line);
                Matcher step = STEP.matcher(line);
                if (step.matches()) {
                    steps.add(new Step(step.group(1), step.group(2), step.group(4), new ArrayList<>()));
                } else if (line.startsWith("    ") && !steps.isEmpty()) {
                    steps.get(steps.size() - 1).told().add(line.strip());
                } else {
                    unread.add(line);
                }
            }
        } finally {
            process.destroy();
        }
        return process.waitFor();
    }

    private static Map<String, String> variables() throws IOException {
        return ClientVariables.of(
                PLATFORM.platform().folder(),
                PLATFORM.platform().settings(),
                PLATFORM.fixture(),
                PLATFORM.platform().credentials());
    }
}
