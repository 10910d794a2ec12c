package io.mltwin.compute.assets;

import io.mltwin.armweb.ArmResourceId;
import io.mltwin.encoding.AsciiCase;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * An asset as clients name it: {@code azureml:{name}:{version}}, {@code azureml:{name}@latest} or
 * an ARM id, with or without {@code azureml:} before it.
 *
 * @param scope id of the workspace or registry that it is of; null where the text does not say it,
 *     which is then the workspace of its reader
 * @param segment of its kind in ids, such as {@code data}; null where the text does not say it
 * @param version null for the latest
 */
public record AssetReference(String scope, String segment, String name, String version) {

    private static final Pattern SHORT = Pattern.compile("azureml:([^:/@]+)(?::([^:/@]+)|@latest)");
    private static final Pattern ID =
            AsciiCase.pattern("(?:azureml:)?(/.+)/([a-z]+)/([^/]+)/(?:versions/([^/]+)|labels/latest)");

    /** Reads a reference; empty for a text of another form, or none. */
    public static Optional<AssetReference> parse(String text) {
        Matcher brief = SHORT.matcher(String.valueOf(text));
        if (brief.matches()) {
            return Optional.of(new AssetReference(null, null, brief.group(1), brief.group(2)));
        }
        Matcher id = ID.matcher(String.valueOf(text));
        return id.matches()
                ? Optional.of(new AssetReference(id.group(1), AsciiCase.lower(id.group(2)), id.group(3), id.group(4)))
                : Optional.empty();
    }

    /** Returns whether it can be an asset of this kind in one of these scopes. */
    public boolean isOf(String kind, Object... scopes) {
        return scope == null
                || kind.equals(segment) && Stream.of(scopes).anyMatch(one -> AsciiCase.equal(scope, one.toString()));
    }

    /** Returns the ARM id of the version, or of the asset where the latest one is meant. */
    public ArmResourceId in(ArmResourceId workspace, String kind) {
        ArmResourceId asset = workspace.child(kind, name);
        return version == null ? asset : asset.child("versions", version);
    }
}
