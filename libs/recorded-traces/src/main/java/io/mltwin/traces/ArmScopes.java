package io.mltwin.traces;

import io.mltwin.encoding.AsciiCase;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Finds the ARM scope in the path of a call: of a call to Azure Resource Manager the subscription,
 * group or resource, of a call to a data plane that names a resource in its path, such as run
 * history, that resource.
 */
final class ArmScopes {

    private static final Pattern SEGMENT = Pattern.compile("[A-Za-z0-9_()-][A-Za-z0-9._()-]{0,259}");

    private ArmScopes() {}

    /** Returns the scope in lower case; null for a path without one or with odd names in it. */
    static String of(String path) {
        String lower = AsciiCase.lower(path);
        int start = lower.indexOf("/subscriptions/");
        if (start < 0) {
            return null;
        }
        List<String> segments = List.of(lower.substring(start + 1).split("/"));
        List<String> scope = new ArrayList<>();
        int at = 0;
        if (!addPair(scope, segments, at, "subscriptions")) {
            return null;
        }
        at += 2;
        if (addPair(scope, segments, at, "resourcegroups")) {
            at += 2;
        }
        addResource(scope, segments, at, start > 0);
        return "/" + String.join("/", scope);
    }

    /** A data plane has paths of its own behind the name of the resource. */
    private static void addResource(List<String> scope, List<String> segments, int start, boolean dataPlane) {
        int at = start;
        if (at + 3 >= segments.size()
                || !segments.get(at).equals("providers")
                || !areNames(segments.subList(at + 1, at + 4))) {
            return;
        }
        scope.addAll(segments.subList(at, at + 4));
        at += 4;
        while (!dataPlane
                && at + 1 < segments.size()
                && !segments.get(at).equals("providers")
                && areNames(segments.subList(at, at + 2))) {
            scope.addAll(segments.subList(at, at + 2));
            at += 2;
        }
    }

    private static boolean addPair(List<String> scope, List<String> segments, int at, String wanted) {
        if (at + 1 >= segments.size()
                || !segments.get(at).equals(wanted)
                || !areNames(segments.subList(at + 1, at + 2))) {
            return false;
        }
        scope.addAll(segments.subList(at, at + 2));
        return true;
    }

    private static boolean areNames(List<String> segments) {
        return segments.stream().allMatch(segment -> SEGMENT.matcher(segment).matches());
    }
}
