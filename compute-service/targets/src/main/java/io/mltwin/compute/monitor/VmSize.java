package io.mltwin.compute.monitor;

import io.mltwin.encoding.AsciiCase;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A size of Azure's virtual machines, read from its name: its family as quotas name it, and its
 * cores, which the name counts but in the D series up to version 2, where it numbers the sizes.
 */
public record VmSize(String family, Optional<Integer> cores) {

    private static final Pattern NAME = AsciiCase.pattern("(?:standard_)?([a-z]+)(\\d+)([a-z]*)(?:_(v\\d+))?");
    private static final Map<Integer, Integer> OF_D =
            Map.of(1, 1, 2, 2, 3, 4, 4, 8, 5, 16, 11, 2, 12, 4, 13, 8, 14, 16, 15, 20);

    /** Reads the name of a size, such as {@code Standard_DS3_v2}, in any case. */
    public static VmSize parse(String name) {
        Matcher size = NAME.matcher(name);
        if (!size.matches()) {
            return new VmSize(name, Optional.empty());
        }
        String series = AsciiCase.upper(size.group(1));
        String storage = AsciiCase.lower(size.group(3)).contains("s") ? "S" : "";
        String version = size.group(4) == null ? "" : AsciiCase.lower(size.group(4));
        int number = Integer.parseInt(size.group(2));
        return new VmSize("standard" + series + storage + version + "Family", cores(series, version, number));
    }

    private static Optional<Integer> cores(String series, String version, int number) {
        boolean first = version.isEmpty() || version.equals("v2");
        return switch (series) {
            case "D", "DS" -> first ? Optional.ofNullable(OF_D.get(number)) : Optional.of(number);
            // their names number the sizes, in ways of their own
            case "A", "G", "GS" -> version.isEmpty() ? Optional.empty() : Optional.of(number);
            default -> Optional.of(number);
        };
    }
}
