package io.mltwin.scoring.registry.images;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.List;

/** {@code environment.json} of a curated environment. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record CuratedEnvironment(
        String name,
        String version,
        String description,
        String language,
        String interpreter,
        List<String> packages) {

    public boolean isPython() {
        return "python".equals(language);
    }
}
