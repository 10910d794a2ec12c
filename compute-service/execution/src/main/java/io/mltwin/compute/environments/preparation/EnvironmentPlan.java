package io.mltwin.compute.environments.preparation;

import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The environment that a node prepares before a run.
 *
 * @param isCurated whether it is one of the curated environments, which have a class path as well
 * @param interpreter {@code java} or {@code python3}
 * @param pythonVersion as it was asked for, such as {@code 3.10}; null for any
 * @param requirements lines of a requirements file of pip; empty where nothing is installed
 * @param notes what the log says of how the request was read
 * @param variables that the environment sets
 * @param image the base image; null where none is named
 */
@RecordBuilder
public record EnvironmentPlan(
        String name,
        String version,
        boolean isCurated,
        String interpreter,
        String pythonVersion,
        List<String> requirements,
        List<String> notes,
        Map<String, String> variables,
        String image)
        implements EnvironmentPlanBuilder.With {

    public EnvironmentPlan {
        requirements = List.copyOf(requirements);
        notes = List.copyOf(notes);
        variables = Map.copyOf(variables);
    }

    /** Returns the plan of an environment of a user's own. */
    public static EnvironmentPlan own(
            String name, String version, EnvironmentSource source, Map<String, String> variables) {
        List<String> notes = new ArrayList<>();
        if (source.image() != null) {
            notes.add("The base image " + source.image() + " stands for the system of this node; it is not pulled");
        }
        notes.addAll(source.conda().notes());
        Map<String, String> all = new TreeMap<>(source.conda().variables());
        all.putAll(variables);
        return new EnvironmentPlan(
                name,
                version,
                false,
                "python3",
                source.conda().pythonVersion(),
                source.conda().requirements(),
                notes,
                all,
                source.image());
    }

    /** Returns the variables of the environment, and the run's, which come first. */
    public Map<String, String> variablesWith(Map<String, String> ofRun) {
        Map<String, String> all = new TreeMap<>(variables);
        all.putAll(ofRun);
        return all;
    }

    /**
     * The two parts of an environment that say what is installed.
     *
     * @param image the base image; null where none is named
     */
    public record EnvironmentSource(String image, CondaSpecification conda) {

        /** Returns whether it asks for anything. */
        public boolean isGiven() {
            return image != null || asksForPackages();
        }

        /** Tells whether it asks for packages. */
        public boolean asksForPackages() {
            return !conda.requirements().isEmpty();
        }
    }
}
