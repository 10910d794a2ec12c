package io.mltwin.compute.environments;

import java.util.List;

/**
 * A curated environment.
 *
 * @param interpreter {@code java} or {@code python3}
 * @param classPath absolute, may end in {@code /*}; empty where there is none
 */
public record CuratedEnvironment(
        String name,
        String version,
        String description,
        String language,
        String interpreter,
        List<String> packages,
        List<String> classPath) {}
