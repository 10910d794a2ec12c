package io.mltwin.compute.environments;

import io.mltwin.compute.encryption.RunHistory;
import io.mltwin.compute.environments.CuratedEnvironments.CuratedEnvironment;
import io.mltwin.compute.environments.EnvironmentDefinitions.EnvironmentDefinition;
import io.mltwin.compute.environments.preparation.EnvironmentDefinitionReader;
import io.mltwin.compute.environments.preparation.EnvironmentPlan;
import io.mltwin.compute.environments.preparation.EnvironmentPlan.EnvironmentSource;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds what a node prepares for a run: a curated environment, a registered or an inline one. */
@Singleton
public record EnvironmentResolver(CuratedEnvironments curated, EnvironmentService registered) {

    /**
     * The plan of an environment; empty when there is none of this name.
     *
     * @param version null or empty for the newest
     * @param inline what the run itself says of its environment; null where it names one alone
     */
    public Optional<EnvironmentPlan> find(RunHistory history, String name, String version, EnvironmentSource inline) {
        Optional<EnvironmentPlan> plan = curated.find(name, version).map(one -> plan(one, inline));
        if (plan.isEmpty()) {
            plan = registered.find(history, name, version).map(one -> plan(one, inline));
        }
        if (plan.isEmpty()) {
            plan = curated.findInRegistry(name, version).map(one -> plan(one, inline));
        }
        if (plan.isEmpty() && inline != null && inline.isGiven()) {
            plan = Optional.of(EnvironmentPlan.own(name, version, inline, Map.of()));
        }
        return plan;
    }

    private static EnvironmentPlan plan(CuratedEnvironment one, EnvironmentSource inline) {
        boolean isChanged = inline != null && inline.asksForPackages();
        return new EnvironmentPlan(
                one.name(),
                one.version(),
                true,
                one.interpreter(),
                isChanged ? inline.conda().pythonVersion() : null,
                isChanged ? inline.conda().requirements() : one.requirements(),
                isChanged ? inline.conda().notes() : List.of(),
                Map.of(),
                null);
    }

    /** Returns the plan of an environment; the run's own words come before those registered: clients send both. */
    private static EnvironmentPlan plan(RegisteredEnvironment one, EnvironmentSource inline) {
        EnvironmentContent content = one.content();
        EnvironmentDefinition definition = content.definition();
        EnvironmentSource source = inline != null && inline.asksForPackages()
                ? inline
                : EnvironmentDefinitionReader.read("environment", definition.image(), definition.condaFile());
        return EnvironmentPlan.own(content.name(), one.version(), source, definition.variables());
    }
}
