package io.mltwin.console.runs;

import static java.util.Objects.requireNonNullElse;

import io.mltwin.console.directory.DirectoryClient;
import io.mltwin.console.directory.PrincipalNames;
import io.mltwin.console.page.Attempt;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.Map;

/**
 * Names who submitted runs. Run history has the name of a person and the id of an application; who
 * may not read the directory sees that id.
 */
@Singleton
record RunSubmitters(DirectoryClient directory) {

    /** For pages that do not show who it was. */
    static final PrincipalNames NONE = new PrincipalNames(Map.of());

    PrincipalNames names(Collection<RunBody> runs) {
        Attempt<PrincipalNames> names = Attempt.of(() ->
                directory.names(runs.stream().map(RunMapper::who).distinct().toList()));
        return requireNonNullElse(names.value(), NONE);
    }
}
