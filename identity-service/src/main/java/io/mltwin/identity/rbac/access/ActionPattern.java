package io.mltwin.identity.rbac.access;

import io.mltwin.encoding.AsciiCase;
import java.util.ArrayList;
import java.util.List;

/**
 * An action of a role with wildcards: {@code *} matches any run of characters including {@code /},
 * {@code /*}{@code /} matches no segment too, and case does not matter. The time to match is linear
 * in the length of the action for every pattern: each text between wildcards is searched once, from
 * the first match of the text before it, and never backwards.
 */
final class ActionPattern {

    /**
     * A text between wildcards.
     *
     * @param afterSegment true after {@code /*}{@code /}: its first slash may be the last one of
     *     the text before it
     * @param failure for each prefix, the length of its longest proper prefix that is its suffix
     *     too
     */
    private record Piece(String text, boolean afterSegment, int[] failure) {

        static Piece of(String text, boolean afterSegment) {
            int[] failure = new int[text.length()];
            for (int i = 1, matched = 0; i < text.length(); i++) {
                while (matched > 0 && text.charAt(i) != text.charAt(matched)) {
                    matched = failure[matched - 1];
                }
                if (text.charAt(i) == text.charAt(matched)) {
                    matched++;
                }
                failure[i] = matched;
            }
            return new Piece(text, afterSegment, failure);
        }

        /** Returns the end of the first match from {@code from}, or -1. */
        int endOf(String action, int from) {
            if (text.isEmpty()) {
                return from;
            }
            for (int i = from, matched = 0; i < action.length(); i++) {
                while (matched > 0 && action.charAt(i) != text.charAt(matched)) {
                    matched = failure[matched - 1];
                }
                if (action.charAt(i) == text.charAt(matched)) {
                    matched++;
                }
                if (matched == text.length()) {
                    return i + 1;
                }
            }
            return -1;
        }
    }

    private final String written;
    private final Piece first;
    private final List<Piece> middle;
    private final Piece last;

    private ActionPattern(String written, List<Piece> pieces) {
        this.written = written;
        this.first = pieces.get(0);
        this.last = pieces.size() == 1 ? null : pieces.get(pieces.size() - 1);
        this.middle = last == null ? List.of() : List.copyOf(pieces.subList(1, pieces.size() - 1));
    }

    static ActionPattern of(String text) {
        String action = AsciiCase.lower(text);
        List<Piece> pieces = new ArrayList<>();
        boolean afterSegment = false;
        int start = 0;
        for (int star = action.indexOf('*'); star >= 0; star = action.indexOf('*', star + 1)) {
            pieces.add(Piece.of(action.substring(start, star), afterSegment));
            afterSegment = star > 0 && action.charAt(star - 1) == '/' && action.startsWith("/", star + 1);
            start = star + 1;
        }
        pieces.add(Piece.of(action.substring(start), afterSegment));
        return new ActionPattern(text, pieces);
    }

    /**
     * Returns true when the pattern matches the action.
     *
     * @param action in lower case
     */
    boolean matches(String action) {
        if (last == null) {
            return first.text().equals(action);
        }
        if (!action.startsWith(first.text())) {
            return false;
        }
        int end = first.text().length();
        for (Piece piece : middle) {
            end = piece.endOf(action, piece.afterSegment() ? end - 1 : end);
            if (end < 0) {
                return false;
            }
        }
        int lastMayBegin = last.afterSegment() ? end - 1 : end;
        return action.length() - last.text().length() >= lastMayBegin && action.endsWith(last.text());
    }

    /** Returns the pattern as the role has it. */
    @Override
    public String toString() {
        return written;
    }
}
