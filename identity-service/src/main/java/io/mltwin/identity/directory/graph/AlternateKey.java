package io.mltwin.identity.directory.graph;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code applications(appId='…')}: an object that is named by another key than its object id. */
final class AlternateKey {

    private static final Pattern APPLICATION_ID = Pattern.compile("\\w+\\(appId\\s*=\\s*'([^']*)'\\)");

    private AlternateKey() {}

    /** Returns the application id, or null when the object is named by its object id. */
    static String applicationId(String segment) {
        Matcher key = APPLICATION_ID.matcher(segment);
        return key.matches() ? key.group(1) : null;
    }
}
