package io.mltwin.node.image;

import io.mltwin.encoding.UriEncoding;
import io.mltwin.node.job.PreparationException;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * The lines of an environment for pip, options and addresses too. What an address says before its
 * host comes to pip by netrc alone: no log, error or image has it.
 *
 * @param shown the lines with asterisks in its place
 */
public record PipRequirements(List<String> lines, List<String> shown, List<String> netrc) {

    private static final Pattern LOGIN = Pattern.compile("(https?://)([^/\\s:]*):?([^/\\s]*)@([^/\\s:@]+)");

    private static final Pattern OF_THE_INDEX =
            Pattern.compile("(?<![^\\s=])file:///\\S*|(?<=[\\s=,]):(all|none):|(?<=\\s)--hash=\\w+:"
                    + "|(?<!\\S)--(no-index|no-binary|only-binary|prefer-binary|pre"
                    + "|require-hashes)(?![\\w-])");

    /** An option, an address, a line that goes on, or a variable. */
    private static final Pattern ELSEWHERE = Pattern.compile("(?<!\\S)-|:|\\\\|\\$\\{");

    public static PipRequirements of(List<String> given) {
        return new PipRequirements(
                replaced(given, "$1$4"),
                replaced(given, "$1****@$4"),
                given.stream()
                        .flatMap(line -> LOGIN.matcher(line).results())
                        .map(PipRequirements::entry)
                        .toList());
    }

    private static List<String> replaced(List<String> given, String by) {
        return given.stream().map(line -> LOGIN.matcher(line).replaceAll(by)).toList();
    }

    private static String entry(MatchResult found) {
        return "machine %s login %s password %s"
                .formatted(found.group(4), quoted(found.group(2)), quoted(found.group(3)));
    }

    private static String quoted(String text) {
        return '"' + UriEncoding.decodePathSegment(text).replaceAll("[\\\\\"]", "\\\\$0") + '"';
    }

    /** Refuses lines that lead past the index of the operator, where there is one. */
    public void requireIndex(String index) throws PreparationException {
        for (String line : shown) {
            if (index != null
                    && ELSEWHERE
                            .matcher(OF_THE_INDEX.matcher(line).replaceAll("_"))
                            .find()) {
                throw new PreparationException(
                        "'%s' leads past the package index of this platform, %s: leave it out, and have the platform's operator put what it names there"
                                .formatted(line, index));
            }
        }
    }
}
