package io.mltwin.compute.environments;

import io.mltwin.encoding.AsciiCase;
import java.util.List;

/**
 * A curated environment.
 *
 * @param interpreter {@code java} or {@code python3}
 * @param aliases further names, as people use them
 * @param requirements what pip installs; empty where nothing is installed
 * @param classPath absolute, may end in {@code /*}; empty where there is none
 */
public record CuratedEnvironment(
        String name,
        String version,
        String description,
        String language,
        String interpreter,
        List<String> packages,
        List<String> aliases,
        List<String> requirements,
        List<String> classPath) {

    boolean isNamed(String asked) {
        return AsciiCase.equal(name, asked) || aliases.stream().anyMatch(AsciiCase.equalTo(asked));
    }
}
