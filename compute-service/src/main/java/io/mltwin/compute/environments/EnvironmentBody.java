package io.mltwin.compute.environments;

import java.util.List;

/** An environment as Azure ML's environment service lists it; its wire form is not public. */
public record EnvironmentBody(
        String name,
        String version,
        String description,
        String language,
        List<String> packages,
        boolean curated) {

    static EnvironmentBody of(CuratedEnvironment environment) {
        return new EnvironmentBody(
                environment.name(),
                environment.version(),
                environment.description(),
                environment.language(),
                environment.packages(),
                true);
    }
}
