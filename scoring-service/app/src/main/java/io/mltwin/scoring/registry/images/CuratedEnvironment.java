package io.mltwin.scoring.registry.images;

import io.mltwin.encoding.AsciiCase;
import java.util.List;

/** {@code environment.json} of a curated environment. */
public record CuratedEnvironment(
        String name,
        String version,
        String description,
        String language,
        String interpreter,
        List<String> packages,
        List<String> aliases,
        List<String> requirements) {

    public CuratedEnvironment {
        aliases = aliases == null ? List.of() : List.copyOf(aliases);
        requirements = requirements == null ? List.of() : List.copyOf(requirements);
    }

    /** Returns whether it has this name, compared without case. */
    boolean isNamed(String asked) {
        return AsciiCase.equal(name, asked) || aliases.stream().anyMatch(AsciiCase.equalTo(asked));
    }

    /** Returns whether a container can have it: nothing is installed for entry scripts. */
    boolean isServed() {
        return requirements.isEmpty();
    }

    public boolean isPython() {
        return "python".equals(language);
    }
}
