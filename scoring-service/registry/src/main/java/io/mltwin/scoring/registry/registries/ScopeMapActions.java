package io.mltwin.scoring.registry.registries;

import static io.mltwin.armweb.ArmErrors.invalidRequestContentIf;
import static io.mltwin.armweb.AzureException.notBuiltIf;
import static io.mltwin.encoding.Absence.isEmpty;

import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Actions of scope maps, {@code repositories/<repository>/content/read}: a repository may end in
 * {@code *}, which stands for every rest of the name.
 */
public final class ScopeMapActions {

    private static final Pattern FORM = Pattern.compile(
            "repositories/([a-z0-9._/-]+|[a-z0-9._/-]*\\*)/(content/read|content/write|content/delete|metadata/read|metadata/write)");

    /** Azure's own scope maps, which each registry has. */
    static final Map<String, List<String>> SYSTEM = Map.of(
            "_repositories_pull",
            List.of("repositories/*/content/read"),
            "_repositories_pull_metadata_read",
            List.of("repositories/*/content/read", "repositories/*/metadata/read"),
            "_repositories_push",
            List.of("repositories/*/content/read", "repositories/*/content/write"),
            "_repositories_push_metadata_write",
            List.of(
                    "repositories/*/metadata/read",
                    "repositories/*/metadata/write",
                    "repositories/*/content/read",
                    "repositories/*/content/write"),
            "_repositories_admin",
            List.of(
                    "repositories/*/metadata/read",
                    "repositories/*/metadata/write",
                    "repositories/*/content/read",
                    "repositories/*/content/write",
                    "repositories/*/content/delete"));

    private ScopeMapActions() {}

    /** Validates the actions of a request. */
    static void validate(List<String> actions) {
        invalidRequestContentIf(
                isEmpty(actions),
                "'properties.actions' needs at least one action, such as repositories/sample/content/read.");
        for (String action : actions) {
            notBuiltIf(action != null && action.startsWith("gateway/"), "The action '%s' of a scope map", action);
            invalidRequestContentIf(
                    action == null || !FORM.matcher(action).matches(),
                    "The action '%s' has not the form repositories/<repository>/<content/read, content/write,"
                            + " content/delete, metadata/read or metadata/write>.",
                    action);
        }
    }

    /**
     * Returns whether one of the actions allows something on a repository.
     *
     * @param wanted such as content/read
     */
    public static boolean allow(List<String> actions, String repository, String wanted) {
        return actions.stream().anyMatch(action -> allows(action, repository, wanted));
    }

    private static boolean allows(String action, String repository, String wanted) {
        Matcher form = FORM.matcher(action);
        if (!form.matches() || !form.group(2).equals(wanted)) {
            return false;
        }
        String name = form.group(1);
        return name.endsWith("*")
                ? repository.startsWith(name.substring(0, name.length() - 1))
                : repository.equals(name);
    }
}
