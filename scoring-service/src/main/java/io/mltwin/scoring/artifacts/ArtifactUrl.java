package io.mltwin.scoring.artifacts;

import java.util.List;
import java.util.Locale;

/**
 * What an {@code aml://} URL of model management points at.
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
            String prefix = "aml://" + kind.name().toLowerCase(Locale.ROOT) + "/";
            if (url.regionMatches(true, 0, prefix, 0, prefix.length())
                    && url.length() > prefix.length()) {
                return new ArtifactUrl(kind, url.substring(prefix.length()));
            }
        }
        return null;
    }
}
