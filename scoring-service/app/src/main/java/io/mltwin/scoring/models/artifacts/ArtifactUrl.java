package io.mltwin.scoring.models.artifacts;

import io.mltwin.encoding.AsciiCase;
import java.util.List;

/**
 * The target of an {@code aml://} URL of model management.
 *
 * @param kind artifact (a path, or with a slash at its end a prefix) or asset (an id)
 */
public record ArtifactUrl(Kind kind, String value) {

    /** The two forms. */
    public enum Kind {
        ARTIFACT,
        ASSET
    }

    /** Null when the text is no such URL. */
    public static ArtifactUrl parse(String url) {
        if (url == null) {
            return null;
        }
        for (Kind kind : List.of(Kind.ARTIFACT, Kind.ASSET)) {
            String prefix = "aml://" + AsciiCase.lower(kind.name()) + "/";
            if (AsciiCase.startsWith(url, prefix) && url.length() > prefix.length()) {
                return new ArtifactUrl(kind, url.substring(prefix.length()));
            }
        }
        return null;
    }
}
