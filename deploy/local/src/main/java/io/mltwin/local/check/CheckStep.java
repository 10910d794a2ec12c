package io.mltwin.local.check;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** One run of Maven. */
record CheckStep(String title, List<String> arguments) {
    private static final String SKIP_FORMAT = "-Dspotless.check.skip";
    private static final String WHOLE_SUITE = "io/mltwin/e2e/**/*Test";

    /** The steps of a plan, cheapest first. */
    static List<CheckStep> of(CheckPlan plan, Path checkout, boolean withClients) throws IOException {
        List<CheckStep> steps = new ArrayList<>();
        if (!plan.changed().isEmpty()) {
            steps.add(modules("tests of what changed", checkout, plan.changed().keySet()));
        }
        if (!plan.users().isEmpty()) {
            CheckStep users = modules(
                    "tests of modules that use it", checkout, plan.users().keySet());
            steps.add(users.with(SKIP_FORMAT));
        }
        EndToEndClasses classes = EndToEndClasses.read(checkout);
        Set<String> played = plan.endToEnd().keySet().stream()
                .filter(name -> withClients || !classes.clients().contains(name))
                .collect(Collectors.toSet());
        if (!played.isEmpty() || !plan.containers().isEmpty()) {
            steps.add(maven("packages", "-Dquick", "-pl", "!" + CheckPlanner.END_TO_END, "package"));
        }
        if (!played.isEmpty()) {
            CheckStep processes = endToEnd("end-to-end tests on processes", patterns(played));
            boolean programs = withClients && played.stream().anyMatch(classes::needPrograms);
            steps.add(programs ? processes.with("-Pclients") : processes);
        }
        if (!plan.containers().isEmpty()) {
            steps.add(endToEnd("end-to-end tests on containers", WHOLE_SUITE).with("-Dmltwin.target=compose"));
        }
        return steps;
    }

    private CheckStep with(String argument) {
        List<String> longer = new ArrayList<>(arguments);
        longer.add(argument);
        return new CheckStep(title, longer);
    }

    /**
     * The tests of modules. Their classes are named, since Maven would also play those of the
     * modules that it builds on the way. What they start is packaged, all but the services: these
     * take long, and so must not be marked as built.
     */
    private static CheckStep modules(String title, Path checkout, Collection<String> folders) throws IOException {
        List<String> tests = new ArrayList<>();
        for (String folder : folders) {
            tests.addAll(testClasses(checkout.resolve(folder).resolve("src/test/java")));
        }
        return tests(title, String.join(",", folders), String.join(",", tests), "package")
                .with("-Dquarkus.build.skip")
                .with("-Dmaven.antrun.skip");
    }

    private static List<String> testClasses(Path sources) throws IOException {
        try (Stream<Path> files = Files.walk(sources)) {
            return files.map(file -> sources.relativize(file).toString())
                    .filter(file -> file.endsWith("Test.java"))
                    .map(file -> file.replace(".java", ""))
                    .sorted()
                    .toList();
        }
    }

    private static CheckStep endToEnd(String title, String tests) {
        return tests(title, CheckPlanner.END_TO_END, tests, "verify");
    }

    private static String patterns(Set<String> played) {
        return played.stream()
                .map(name -> name.equals(TouchedTable.ALL)
                        ? WHOLE_SUITE
                        : "io/mltwin/e2e/" + (name.contains("/") ? name : name + "/*Test"))
                .sorted()
                .collect(Collectors.joining(","));
    }

    private static CheckStep tests(String title, String modules, String tests, String phase) {
        return maven(title, "-pl", modules, "-am", "-Dtest=" + tests, "-Dsurefire.failIfNoSpecifiedTests=false", phase);
    }

    private static CheckStep maven(String title, String... arguments) {
        List<String> all = new ArrayList<>(List.of("-B", "-ntp"));
        all.addAll(List.of(arguments));
        return new CheckStep(title, all);
    }
}
