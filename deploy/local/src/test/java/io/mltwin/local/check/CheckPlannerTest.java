package io.mltwin.local.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Changed files of a made-up checkout to what they touch. */
class CheckPlannerTest {
    private static final String APP = "app/src/main/java/App.java";
    private static final String DATES = "libs/dates/src/main/java/Dates.java";
    private static final String NAMES = "libs/names/src/main/java/Names.java";
    private static final String TESTS = "e2e-tests/src/test/java/io/mltwin/e2e/";

    @TempDir
    Path folder;

    @BeforeEach
    void makeCheckout() throws IOException {
        SmallCheckout.make(folder);
    }

    @ParameterizedTest(name = "{0}: {1} / {2} / {3}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                // main code: its module and all that stand on it, in build order
                APP + "                         | app                  |                | app documents",
                DATES + "                       | libs/dates           | shop           | shop",
                NAMES + "                       | libs/names           | libs/dates shop app | all",
                "libs/dates/pom.xml             | libs/dates           | shop           | shop",
                // what tests alone stand on changes nobody's main code
                "libs/kit/src/main/java/K.java  | libs/kit             | libs/dates app |",
                // a test touches its module alone
                "libs/names/src/test/java/T.java | libs/names          |                |",
                "app/src/test/resources/t.json  | app                  |                |",
                // several: nothing twice
                DATES + " " + APP + "           | libs/dates app       | shop           | app documents shop",
                NAMES + " " + APP + "           | libs/names app       | libs/dates shop | all",
                "docs/names.md README.md        | app                  |                | documents",
                // the row that names it most closely
                "README.md                      |                      |                | documents",
                "shop/README.md                 |                      |                | documents",
                "docs/names.md                  | app                  |                | documents/NamesTest",
                "run.sh                         | app                  |                | documents/NamesTest",
                "app/src/main/docker/Dockerfile | app                  |                | compose",
                "compose/start.sh               | libs/kit             |                | compose",
                "LICENSE                        |                      |                |",
                // sources of the end-to-end tests
                TESTS + "app/OrderTest.java     |                      |                | app/OrderTest",
                TESTS + "app/Orders.java        |                      |                | app/OrderTest",
                TESTS + "fixtures/Customer.java |                      |                | app/OrderTest shop/SaleTest",
                TESTS + "shop/SaleTest.java shop/x.xml | shop          |                | shop",
                // of which no row is: everything
                "pom.xml                        | libs/names libs/kit libs/dates shop app | | all compose",
                "some/where/else                | libs/names libs/kit libs/dates shop app | | all compose",
                "appendix/README.txt            | libs/names libs/kit libs/dates shop app | | all compose"
            })
    void aChangeTouches(String files, String changed, String users, String endToEnd) throws IOException {
        // When
        CheckPlan plan = CheckPlanner.plan(folder, words(files));

        // Then
        assertEquals(words(changed), List.copyOf(plan.changed().keySet()), "changed");
        assertEquals(words(users), List.copyOf(plan.users().keySet()), "users");
        List<String> played = new ArrayList<>(plan.endToEnd().keySet());
        if (!plan.containers().isEmpty()) {
            played.add("compose");
        }
        assertEquals(words(endToEnd), played, "end to end");
        assertEquals(changed == null && users == null && endToEnd == null, plan.isEmpty(), "empty");
    }

    @Test
    void everyLineSaysWhy() throws IOException {
        // When
        List<String> lines = CheckPlanner.plan(
                        folder, List.of(NAMES, "libs/names/a", "libs/names/b", "compose/start.sh"))
                .lines();

        // Then
        assertEquals(
                List.of(
                        "Tests of what changed:",
                        "libs/names because Names.java, a and 1 more changed",
                        "libs/kit because compose/start.sh changed",
                        "Tests of modules that use it:",
                        "libs/dates because libs/names changed",
                        "shop because libs/names changed",
                        "app because libs/names changed",
                        "End-to-end tests on processes:",
                        "all packages because libs/names changed",
                        "End-to-end tests on containers:",
                        "all packages because compose/start.sh changed"),
                lines.stream().map(line -> line.strip().replaceAll(" +", " ")).toList());
    }

    @ParameterizedTest(name = "{0}, with clients {1}: {2}")
    @CsvSource(
            delimiter = '|',
            value = {
                APP + " | true | tests of what changed; packages; end-to-end tests on processes",
                DATES
                        + " | true | tests of what changed; tests of modules that use it; packages;"
                        + " end-to-end tests on processes -Pclients",
                DATES
                        + " | false | tests of what changed; tests of modules that use it; packages;"
                        + " end-to-end tests on processes",
                "libs/kit/pom.xml | true | tests of what changed; tests of modules that use it",
                "compose/start.sh | true | tests of what changed; packages; end-to-end tests on containers",
                "e2e-tests/src/clients/java/io/mltwin/e2e/shop/BrowserTest.java | true | packages;"
                        + " end-to-end tests on processes -Pclients",
                "e2e-tests/src/clients/java/io/mltwin/e2e/shop/BrowserTest.java | false |"
            })
    void theCheapestStepIsFirst(String file, boolean withClients, String titles) throws IOException {
        // When
        List<CheckStep> steps = CheckStep.of(CheckPlanner.plan(folder, List.of(file)), folder, withClients);

        // Then
        assertEquals(
                titles == null ? List.of() : Arrays.asList(titles.split("; ")),
                steps.stream()
                        .map(step -> step.title() + (step.arguments().contains("-Pclients") ? " -Pclients" : ""))
                        .toList());
    }

    @Test
    void aStepNamesItsModulesAndTheirClasses() throws IOException {
        // When
        List<CheckStep> steps = CheckStep.of(CheckPlanner.plan(folder, List.of(DATES, APP)), folder, false);

        // Then
        assertTrue(
                steps.get(0)
                        .arguments()
                        .containsAll(
                                List.of("libs/dates,app", "-Dtest=io/mltwin/dates/OwnTest,io/mltwin/the-app/OwnTest")),
                steps.toString());
        assertTrue(
                steps.get(3)
                        .arguments()
                        .contains(
                                "-Dtest=io/mltwin/e2e/app/*Test,io/mltwin/e2e/documents/*Test,io/mltwin/e2e/shop/*Test"),
                steps.toString());
    }

    private static List<String> words(String text) {
        return text == null ? List.of() : Arrays.asList(text.strip().split(" +"));
    }
}
