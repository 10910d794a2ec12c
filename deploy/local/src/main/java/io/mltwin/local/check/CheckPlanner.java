package io.mltwin.local.check;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Finds the tests that changed files can touch, by the poms and by {@link TouchedTable}. A file
 * that neither knows touches everything.
 */
public final class CheckPlanner {
    static final String END_TO_END = "e2e-tests";

    private final Path checkout;
    private final ModuleGraph graph;
    private final TouchedTable table;
    private final EndToEndClasses classes;

    /** Each with its reasons: the modules whose tests or main code changed, what is played. */
    private final Map<String, Set<String>> tested = new TreeMap<>();

    private final Set<String> mainChanged = new TreeSet<>();
    private final Map<String, Set<String>> endToEnd = new TreeMap<>();

    private CheckPlanner(Path checkout) throws IOException {
        this.checkout = checkout;
        this.graph = ModuleGraph.read(checkout);
        this.table = TouchedTable.read(checkout);
        this.classes = EndToEndClasses.read(checkout);
    }

    public static CheckPlan plan(Path checkout, Collection<String> files) throws IOException {
        CheckPlanner planner = new CheckPlanner(checkout);
        files.forEach(planner::add);
        return planner.plan();
    }

    private void add(String file) {
        if (EndToEndClasses.holds(file)) {
            classes.touchedBy(file).forEach(name -> note(endToEnd, name, file));
        } else {
            table.row(file).ifPresentOrElse(row -> add(file, row), () -> addEverything(file));
        }
    }

    private void add(String file, TouchedTable.Row row) {
        MavenModule own = graph.holding(file).orElse(null);
        boolean isTest = own != null && own.holdsTest(file);
        boolean isMain = row.modules().contains(TouchedTable.OWN) && !isTest;
        for (String module : row.modules()) {
            if (module.equals(TouchedTable.OWN)) {
                note(tested, own.folder(), file.substring(file.lastIndexOf('/') + 1));
            } else {
                note(tested, module, file);
            }
        }
        if (isMain) {
            mainChanged.add(own.folder());
        }
        if (!isTest) {
            row.endToEnd().forEach(name -> note(endToEnd, name, isMain ? own.folder() : file));
        }
    }

    private void addEverything(String file) {
        graph.modules().forEach(module -> note(tested, module.folder(), file));
        note(endToEnd, TouchedTable.ALL, file);
        note(endToEnd, TouchedTable.CONTAINERS, file);
    }

    private CheckPlan plan() {
        Map<String, Set<String>> users = new TreeMap<>();
        for (String changed : mainChanged) {
            graph.users(graph.in(changed)).forEach(module -> note(users, module.folder(), changed));
        }
        users.keySet().removeAll(tested.keySet());
        Set<String> containers = endToEnd.remove(TouchedTable.CONTAINERS);
        return new CheckPlan(
                inBuildOrder(tested),
                inBuildOrder(users),
                endToEnd.containsKey(TouchedTable.ALL)
                        ? Map.of(TouchedTable.ALL, endToEnd.get(TouchedTable.ALL))
                        : withoutDoubles(),
                containers == null ? Set.of() : containers);
    }

    /** Without classes whose package is played. */
    private Map<String, Set<String>> withoutDoubles() {
        return endToEnd.entrySet().stream()
                .filter(entry -> !endToEnd.containsKey(entry.getKey().replaceFirst("/.*", ""))
                        || !entry.getKey().contains("/"))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, (one, other) -> one, TreeMap::new));
    }

    /** Without modules that have no tests, and without the end-to-end tests. */
    private Map<String, Set<String>> inBuildOrder(Map<String, Set<String>> reasons) {
        Map<String, Set<String>> ordered = new LinkedHashMap<>();
        for (MavenModule module : graph.modules()) {
            String folder = module.folder();
            if (reasons.containsKey(folder)
                    && !folder.equals(END_TO_END)
                    && Files.isDirectory(checkout.resolve(folder).resolve("src/test/java"))) {
                ordered.put(folder, reasons.get(folder));
            }
        }
        return ordered;
    }

    private static void note(Map<String, Set<String>> reasons, String name, String reason) {
        reasons.computeIfAbsent(name, none -> new TreeSet<>()).add(reason);
    }
}
