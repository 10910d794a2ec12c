package io.mltwin.local.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The tests that a change can touch, each with its reasons.
 *
 * @param changed the modules whose own tests it touches, in build order
 * @param users the modules that stand on those, in build order
 * @param endToEnd packages, or package/class, of the end-to-end tests; "all" alone stands for all
 * @param containers why the suite is played on containers too; empty if it is not
 */
public record CheckPlan(
        Map<String, Set<String>> changed,
        Map<String, Set<String>> users,
        Map<String, Set<String>> endToEnd,
        Set<String> containers) {
    private static final int REASONS_SHOWN = 2;

    public boolean isEmpty() {
        return changed.isEmpty() && users.isEmpty() && endToEnd.isEmpty() && containers.isEmpty();
    }

    /** The plan for people: in the order of its run, and of each the reason. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        addLines(lines, "Tests of what changed:", changed);
        addLines(lines, "Tests of modules that use it:", users);
        addLines(lines, "End-to-end tests on processes:", endToEnd);
        if (!containers.isEmpty()) {
            addLines(lines, "End-to-end tests on containers:", Map.of(TouchedTable.ALL, containers));
        }
        return lines;
    }

    private static void addLines(List<String> lines, String title, Map<String, Set<String>> reasons) {
        if (reasons.isEmpty()) {
            return;
        }
        lines.add(title);
        reasons.forEach((name, because) -> lines.add(String.format(
                "  %-36s because %s", name.equals(TouchedTable.ALL) ? "all packages" : name, sentence(because))));
    }

    private static String sentence(Set<String> reasons) {
        String shown = String.join(", ", reasons.stream().limit(REASONS_SHOWN).toList());
        int more = reasons.size() - REASONS_SHOWN;
        return shown + (more > 0 ? " and " + more + " more" : "") + " changed";
    }
}
