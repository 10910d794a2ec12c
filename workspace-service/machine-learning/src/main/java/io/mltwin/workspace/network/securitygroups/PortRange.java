package io.mltwin.workspace.network.securitygroups;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A range of ports of a security rule: {@code *}, {@code 443} or {@code 29876-29877}. */
record PortRange(int first, int last) {

    private static final int HIGHEST = 65_535;
    private static final PortRange ALL = new PortRange(0, HIGHEST);
    private static final Pattern FORM = Pattern.compile("([0-9]{1,5})(?:-([0-9]{1,5}))?");

    /** Reads a range; empty for any other text. */
    static Optional<PortRange> parse(String text) {
        if (text.equals("*")) {
            return Optional.of(ALL);
        }
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            return Optional.empty();
        }
        int first = Integer.parseInt(form.group(1));
        int last = form.group(2) == null ? first : Integer.parseInt(form.group(2));
        return first <= last && last <= HIGHEST ? Optional.of(new PortRange(first, last)) : Optional.empty();
    }

    boolean contains(PortRange other) {
        return first <= other.first && other.last <= last;
    }

    boolean overlaps(PortRange other) {
        return first <= other.last && other.first <= last;
    }
}
