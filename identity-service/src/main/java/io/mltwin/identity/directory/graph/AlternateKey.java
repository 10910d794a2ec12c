package io.mltwin.identity.directory.graph;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code applications(appId='…')}: an object named by something else than its object id. */
final class AlternateKey {

    private static final Pattern APPLICATION_ID =
            Pattern.compile("\\w+\\(appId\\s*=\\s*'([^']*)'\\)");

    private AlternateKey() {}

    /** The application id, or null when the object is named in the usual way. */
    static String applicationId(String segment) {
        Matcher key = APPLICATION_ID.matcher(segment);
        return key.matches() ? key.group(1) : null;
    }
}
