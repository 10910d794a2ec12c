package io.mltwin.encoding;

import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads values of requests and settings that may be left out. */
public final class Absence {

    private Absence() {}

    /** Returns whether a text is left out or has white space alone. */
    public static boolean isBlank(String text) {
        return text == null || text.isBlank();
    }

    /** Returns whether a text is left out or has no letter. */
    public static boolean isEmpty(String text) {
        return text == null || text.isEmpty();
    }

    /** Returns whether a list, or another sequence of values, is left out or has no member. */
    public static boolean isEmpty(Iterable<?> values) {
        return values == null || !values.iterator().hasNext();
    }

    /** Returns whether a map is left out or has no entry. */
    public static boolean isEmpty(Map<?, ?> map) {
        return map == null || map.isEmpty();
    }

    /** Returns whether a switch is given and on. */
    public static boolean isTrue(Boolean given) {
        return Boolean.TRUE.equals(given);
    }

    /** Returns whether a switch is given and off. */
    public static boolean isFalse(Boolean given) {
        return Boolean.FALSE.equals(given);
    }

    /** Returns a text, which is empty when it is left out. */
    public static String orEmpty(String text) {
        return text == null ? "" : text;
    }

    /** Returns a list, which is empty when it is left out. */
    public static <T> List<T> orEmpty(List<T> list) {
        return list == null ? List.of() : list;
    }

    /** Returns a map, which is empty when it is left out. */
    public static <K, V> Map<K, V> orEmpty(Map<K, V> map) {
        return map == null ? Map.of() : map;
    }

    /** Returns a set, which is empty when it is left out. */
    public static <T> Set<T> orEmpty(Set<T> set) {
        return set == null ? Set.of() : set;
    }
}
