package io.mltwin.identity.graph;

import io.mltwin.armweb.AzureFault;
import io.mltwin.identity.directory.DirectoryPrincipal;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The {@code $filter} shapes that Azure's clients send to Graph; any other is refused. */
final class GraphFilter {

    private static final String TEXT = "'((?:[^']|'')*)'";
    private static final Pattern NAMES =
            Pattern.compile("servicePrincipalNames/any\\((\\w+):\\s*\\1 eq " + TEXT + "\\)");
    private static final Pattern STARTS =
            Pattern.compile("startswith\\((\\w+),\\s*" + TEXT + "\\)");
    private static final Pattern EQUALS = Pattern.compile("(\\w+) eq " + TEXT);
    private static final Pattern OR = Pattern.compile("\\s+or\\s+(?=(?:[^']*'[^']*')*[^']*$)");

    private GraphFilter() {}

    static Predicate<DirectoryPrincipal> parse(String filter) {
        if (filter == null || filter.isBlank()) {
            return principal -> true;
        }
        return Arrays.stream(OR.split(filter.trim()))
                .map(GraphFilter::term)
                .reduce(Predicate::or)
                .orElseThrow();
    }

    private static Predicate<DirectoryPrincipal> term(String term) {
        Matcher names = NAMES.matcher(term);
        if (names.matches()) {
            return principal -> same(principal.applicationId(), text(names.group(2)));
        }
        Matcher starts = STARTS.matcher(term);
        if (starts.matches()) {
            String prefix = text(starts.group(2)).toLowerCase(Locale.ROOT);
            return principal -> {
                String value = property(principal, starts.group(1));
                return value != null && value.toLowerCase(Locale.ROOT).startsWith(prefix);
            };
        }
        Matcher equal = EQUALS.matcher(term);
        if (equal.matches()) {
            return principal -> same(property(principal, equal.group(1)), text(equal.group(2)));
        }
        throw AzureFault.notBuilt("The Graph filter '" + term + "'");
    }

    private static String property(DirectoryPrincipal principal, String name) {
        return switch (name) {
            case "id" -> principal.objectId();
            case "appId" -> principal.applicationId();
            case "displayName" -> principal.displayName();
            case "userPrincipalName", "mail" -> principal.userPrincipalName();
            default -> throw AzureFault.notBuilt("The Graph filter on '" + name + "'");
        };
    }

    private static boolean same(String value, String wanted) {
        return value != null && value.equalsIgnoreCase(wanted);
    }

    private static String text(String quoted) {
        return quoted.replace("''", "'");
    }
}
